-- Writes or deletes a document if its revision is the expected one.
-- KEYS[1]: the documents of the kind, a HASH of 'revision:body' by name; [2]: the clock, when changes of the kind are counted there.
-- ARGV[1]: name; [2]: expected revision, 0 = it does not exist; [3]: 1 = write, 0 = delete; [4]: body.
-- Returns: 1 when done, 0 when the revision is another.
-- @include call.lua
local document = call('HGET', KEYS[1], ARGV[1])
local revision = document and string.match(document, '^%d+') or '0'
if revision ~= ARGV[2] then
  return 0
end
if ARGV[3] == '1' then
  call('HSET', KEYS[1], ARGV[1], string.format('%.0f', tonumber(revision) + 1) .. ':' .. ARGV[4])
else
  call('HDEL', KEYS[1], ARGV[1])
end
if KEYS[2] then
  call('HINCRBY', KEYS[2], 'g', 1)
end
return 1
