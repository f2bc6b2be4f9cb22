-- How many people each grid had in a while.
SELECT grid, time, CAST(sum(people) AS BIGINT) AS people, CAST(sum(visits) AS BIGINT) AS visits
FROM presence
WHERE time BETWEEN {first:Int64} AND {last:Int64}
GROUP BY grid, time
ORDER BY grid, time
