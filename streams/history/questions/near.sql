-- Who was near a place between two moments, the nearest first; metres on the plane that touches the earth there.
SELECT person, min(metres) AS nearest, argMin(time, metres) AS moment, count(*) AS fixes
FROM (
    SELECT person, time, sqrt(
        (lat - {lat:Int64}) * (lat - {lat:Int64}) * {north:Float64} * {north:Float64}
        + (lon - {lon:Int64}) * (lon - {lon:Int64}) * {east:Float64} * {east:Float64}
    ) AS metres
    FROM fixes
    WHERE time BETWEEN {first:Int64} AND {last:Int64} AND time + delay <= {known:Int64}
        AND lat BETWEEN {south:Int64} AND {north_end:Int64} AND lon BETWEEN {west:Int64} AND {east_end:Int64}
) AS around
WHERE metres <= {metres:Float64}
GROUP BY person
ORDER BY nearest, person
