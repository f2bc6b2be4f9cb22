-- What hung where and showed what at a moment, subject by subject, as `wall` tells them.
SELECT subject, argMax(value, entry) AS held, argMax(time, entry) AS told
FROM shown
WHERE time <= {last:Int64} AND entry BETWEEN {since:Int64} AND {known:Int64}
GROUP BY subject
HAVING held <> 'null'
ORDER BY subject
