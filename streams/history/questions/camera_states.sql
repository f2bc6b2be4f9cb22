-- How each camera was at a moment, and since when it is told so.
SELECT camera, argMax(state, entry) AS state, argMax(detail, entry) AS detail, argMax(time, entry) AS told
FROM cameras
WHERE time <= {last:Int64} AND entry BETWEEN {since:Int64} AND {known:Int64}
GROUP BY camera
ORDER BY camera
