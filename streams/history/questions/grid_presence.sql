-- How many people a grid had, minute by minute; minutes without anybody are left out.
SELECT time, CAST(sum(people) AS BIGINT) AS people, CAST(sum(visits) AS BIGINT) AS visits
FROM presence
WHERE grid = {grid:String} AND time BETWEEN {first:Int64} AND {last:Int64}
GROUP BY time
ORDER BY time
