-- Append one event to the record, and with it what goes out to the field, all or nothing.
-- KEYS: 1 cases stream, 2 revisions, 3 first answer to this key, 4 counter of case ids, 5 clerk's fence,
--       6 dispatches stream, 7 the record's seal
-- ARGV: 1 expected revision, 2 fence or '', 3 case id or '', 4 prefix of a new case id,
--       5 ms the answer is remembered, 6 ms the counter is, 7 digest of the cause,
--       8 type, 9 time, 10 actor, 11 key, 12 data, 13 another case this rests on or '', 14 its revision,
--       15 entry the writer's fold stands on or '', 16 least number of a new case id less one, 17 this server's id,
--       18 print of the writer's seal or '', 19 digest of the event or '',
--       20 id that a new case must get or '': the digest is of it,
--       21 how many of what follows belong to the first entry in dispatches,
--       then fields and values of the first entry, then of a second one, if any
local function earlier(one, other)
  local ms, seq = string.match(one, '(%d+)-(%d+)')
  local other_ms, other_seq = string.match(other, '(%d+)-(%d+)')
  ms, seq, other_ms, other_seq = tonumber(ms), tonumber(seq), tonumber(other_ms), tonumber(other_seq)
  return ms < other_ms or (ms == other_ms and seq < other_seq)
end
if ARGV[2] ~= '' and redis.call('GET', KEYS[5]) ~= ARGV[2] then
  return {'stale'}
end
local sealed = redis.pcall('HGET', KEYS[7], 'print') -- another type of value there must not stop all reports
if type(sealed) == 'string' and sealed ~= ARGV[18] then
  return {'unsealed'} -- nobody would fold what this writer writes
end
if ARGV[15] ~= '' and #redis.call('XRANGE', KEYS[1], ARGV[15], ARGV[15]) == 0 then
  return {'lost', ARGV[15]} -- what the writer decided on is not in this record
end
local answer = redis.call('HMGET', KEYS[3], 'case', 'revision', 'entry', 'digest')
local gone = false
if answer[1] and redis.call('HEXISTS', KEYS[2], answer[1]) == 1 then
  -- not archived, and yet older than all the stream holds: somebody deleted the stream alone
  local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
  gone = not oldest or earlier(answer[3], oldest[1])
end
if answer[1] and not gone then
  redis.call('PEXPIRE', KEYS[3], ARGV[5]) -- a write, so that WAIT after it means something
  return {'again', answer[1], answer[2], answer[3], answer[4]}
end
local case = ARGV[3]
if case == '' then
  local told = redis.call('HMGET', KEYS[4], 'number', 'server')
  local number = math.max(tonumber(told[1] or 0), tonumber(ARGV[16]))
  if told[2] and told[2] ~= ARGV[17] then
    number = math.ceil(number / 100) * 100 -- another server, which may not know the last numbers given out
  end
  repeat -- past ids that exist already, should the counter have been lost
    number = number + 1
    case = ARGV[4] .. '-' .. string.format('%d', number)
  until redis.call('HEXISTS', KEYS[2], case) == 0
  if ARGV[20] ~= '' and case ~= ARGV[20] then
    return {'renumbered', case}
  end
  redis.call('HSET', KEYS[4], 'number', string.format('%d', number), 'server', ARGV[17])
  redis.call('PEXPIRE', KEYS[4], ARGV[6])
end
local current = gone and case == answer[1] and '0' or redis.call('HGET', KEYS[2], case) or '0'
if current ~= ARGV[1] then
  return {'conflict', current, ''}
end
if ARGV[13] ~= '' then
  local other = redis.call('HGET', KEYS[2], ARGV[13]) or '0'
  if other ~= ARGV[14] then
    return {'conflict', other, ARGV[13]}
  end
end
local revision = string.format('%d', current + 1)
local function outgoing(first, last)
  if last < first then
    return
  end
  local entry = {'case', case, 'revision', revision}
  for i = first, last do
    entry[#entry + 1] = ARGV[i]
  end
  redis.call('XADD', KEYS[6], '*', unpack(entry))
end
if #ARGV > 21 then
  redis.call('XLEN', KEYS[6]) -- fails on another type of key while nothing is written yet
end
local event = {'case', case, 'revision', revision, 'type', ARGV[8], 'time', ARGV[9], 'actor', ARGV[10],
  'key', ARGV[11], 'data', ARGV[12]}
if ARGV[19] ~= '' then
  event[15], event[16] = 'digest', ARGV[19]
end
local entry = redis.call('XADD', KEYS[1], '*', unpack(event))
local border = 21 + ARGV[21]
outgoing(22, border)
outgoing(border + 1, #ARGV)
redis.call('HSET', KEYS[2], case, revision)
redis.call('HSET', KEYS[3], 'case', case, 'revision', revision, 'entry', entry, 'digest', ARGV[7])
redis.call('PEXPIRE', KEYS[3], ARGV[5])
return {'appended', case, revision, entry, ARGV[7]}
