-- How many people each grid had in a while.
SELECT grid, time, sum(people) AS people, sum(visits) AS visits
FROM presence
WHERE time BETWEEN {first:Int64} AND {last:Int64}
GROUP BY grid, time
ORDER BY grid, time
