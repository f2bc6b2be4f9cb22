-- The fixes of one person, by the number that they have that day.
SELECT time, delay, town, lat, lon, accuracy, speed, heading, battery, sos
FROM fixes
WHERE person = {person:Int64} AND time BETWEEN {first:Int64} AND {last:Int64} AND time + delay <= {known:Int64}
ORDER BY time
