-- What is missing between two moments.
SELECT stream, time, until, after_id, before_id, why
FROM gaps
WHERE time <= {last:Int64} AND until >= {first:Int64}
ORDER BY time, stream, until
