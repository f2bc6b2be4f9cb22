-- Where everybody was at a moment: each person's newest fix of a while before it.
SELECT person, max(time) AS moment, argMax(town, time) AS town, argMax(lat, time) AS lat, argMax(lon, time) AS lon
FROM fixes
WHERE time BETWEEN {first:Int64} AND {last:Int64} AND time + delay <= {known:Int64}
GROUP BY person
ORDER BY person
