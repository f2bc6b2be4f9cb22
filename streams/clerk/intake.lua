-- Copy what a gateway wrote into its own stream to the reports, once, with where the next copy begins.
-- KEYS: 1 the gateway's stream, 2 reports, 3 cursors, 4 fence, 5 rejected, 6 counts, 7 states of gateways
-- ARGV: 1 fence, 2 gateway, 3 Redis's time, 4 most entries copied now, 5 most that may wait, 6 most bytes and
--       7 most fields of one, 8 ms an id may be ahead and 9 behind, 10 most entries of rejected kept,
--       11 short name of the stream
-- A cursor that begins with ! is of an entry that is known to be gone.
if redis.call('GET', KEYS[4]) ~= ARGV[1] then
  return {'stale'}
end
local gateway, now, most = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local field = 'intake:' .. gateway
local told = redis.call('HGET', KEYS[3], field) or '0-0'
local gone, cursor = string.sub(told, 1, 1) == '!', string.gsub(told, '^!', '')
local function id(text) -- as text that compares like the id: a number would lose its last digits
  local ms, seq = string.match(text, '(%d+)-(%d+)')
  return string.rep('0', 20 - #ms) .. ms .. '-' .. string.rep('0', 20 - #seq) .. seq
end
local function note(what, by) -- how often and when last; whether the time before was a minute ago
  local before = redis.call('HGET', KEYS[7], gateway .. ':' .. what .. '_at') or '0'
  redis.call('HINCRBY', KEYS[7], gateway .. ':' .. what, by)
  redis.call('HSET', KEYS[7], gateway .. ':' .. what .. '_at', ARGV[3])
  return now - before > 60000
end
local function refuse(entry, reason, raw)
  redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[10], '*', 'stream', ARGV[11], 'entry', entry,
    'reason', ARGV[11] .. ' ' .. entry .. ': ' .. reason, 'raw', raw, 'time', ARGV[3])
  redis.call('HINCRBY', KEYS[6], ARGV[11], 1)
end
local last, length = '0-0', 0
if redis.call('EXISTS', KEYS[1]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then
      last = info[i + 1]
    elseif info[i] == 'length' then
      length = info[i + 1]
    end
  end
end
local erased = false
if id(last) < id(cursor) then -- another stream stands there
  erased, gone, cursor = true, false, '0-0'
elseif cursor ~= '0-0' and not gone then
  erased = #redis.call('XRANGE', KEYS[1], cursor, cursor) == 0
end
local dropped = length > tonumber(ARGV[5]) and redis.call('XTRIM', KEYS[1], 'MAXLEN', ARGV[5]) or 0
local entries = most > 0 and redis.call('XRANGE', KEYS[1], '(' .. cursor, '+', 'COUNT', most) or {}
gone = gone or dropped > 0
local function check(entry)
  local size, fields = 0, entry[2]
  for i = 1, #fields do
    size = size + #fields[i]
  end
  if size <= tonumber(ARGV[6]) and #fields <= 2 * ARGV[7] then
    return true
  end
  refuse(entry[1], string.format('an entry must be at most %s bytes in %s fields, got %d in %d', ARGV[6], ARGV[7],
    size, #fields / 2), string.sub(fields[1] .. '=' .. fields[2], 1, 200))
  return false
end
local taken, refused, early = 0, 0, false
for _, entry in ipairs(entries) do
  local ms = string.match(entry[1], '^(%d+)-')
  local ahead = tonumber(ms) > now + ARGV[8]
  early = early or tonumber(ms) < now - ARGV[9]
  if check(entry) then
    local copy = {'gateway', gateway, 'came', (ahead or tonumber(ms) < now - ARGV[9]) and ARGV[3] or ms}
    for i = 1, #entry[2], 2 do
      if entry[2][i] ~= 'gateway' and entry[2][i] ~= 'came' then
        copy[#copy + 1] = entry[2][i]
        copy[#copy + 1] = entry[2][i + 1]
      end
    end
    redis.call('XADD', KEYS[2], '*', unpack(copy))
    taken = taken + 1
  else
    refused = refused + 1
  end
  cursor, gone = entry[1], false
end
if most > 0 and #entries < most and id(last) > id(cursor) then -- what was last written is not there any more
  erased, gone, cursor = true, true, last
elseif erased and #entries == 0 and not (cursor == '0-0') then
  gone = true
end
if dropped > 0 and note('dropped', dropped) then
  refuse(last, string.format('more than %s reports waited: the oldest %d were left out', ARGV[5], dropped), '')
end
if erased and note('erased', 1) then
  refuse(last, 'entries were erased from this stream, perhaps before they were read: Gridwall alone may trim it', '')
end
if early and note('early', 1) then
  refuse(cursor, 'its id lies more than 7 days in the past: what it says came when it was read', '')
end
local waiting = redis.call('XLEN', KEYS[1])
if tonumber((string.match(last, '^(%d+)-'))) > now + ARGV[8] and id(cursor) == id(last) then
  -- no id that is a time could follow, or none at all: all was copied, and the stream begins anew
  redis.call('DEL', KEYS[1])
  redis.call('HDEL', KEYS[3], field)
  waiting = 0
  if note('ahead', 1) then
    refuse(last, 'its id lies in the future: all was copied, and the stream begins anew', '')
  end
elseif cursor ~= '0-0' then
  redis.call('HSET', KEYS[3], field, (gone and '!' or '') .. cursor)
  if #entries > 0 and not gone then
    redis.call('XTRIM', KEYS[1], 'MINID', cursor)
    waiting = redis.call('XLEN', KEYS[1]) - 1
  elseif not gone then
    waiting = waiting - 1
  end
end
if taken > 0 then
  note('taken', taken)
end
if refused > 0 then
  note('refused', refused)
end
return {'copied', #entries, waiting}
