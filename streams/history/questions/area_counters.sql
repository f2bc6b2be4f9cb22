-- The counters of an area: as they stood at the first moment, and every change up to the last.
SELECT counter, moment, counted
FROM (
    SELECT counter, max(time) AS moment, argMax(value, time) AS counted
    FROM counters
    WHERE area = {area:String} AND time BETWEEN {since:Int64} AND {first:Int64}
    GROUP BY counter
    UNION ALL
    SELECT counter, time AS moment, value AS counted
    FROM counters
    WHERE area = {area:String} AND time > {first:Int64} AND time <= {last:Int64}
) AS changes
ORDER BY counter, moment
