-- The fixes of a town between two moments, person by person.
SELECT person, time, delay, lat, lon, accuracy, sos
FROM fixes
WHERE town = {town:String} AND time BETWEEN {first:Int64} AND {last:Int64} AND time + delay <= {known:Int64}
ORDER BY person, time
