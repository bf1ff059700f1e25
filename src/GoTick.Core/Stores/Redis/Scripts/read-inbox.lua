-- KEYS[1]: the partition's clock.
-- ARGV[1]: the partition's prefix; [2]: item; [3]: only messages with a higher number; [4]: the most messages.
-- Returns: number, id, body, number, id, body, …
-- @include keys.lua
-- @include inbox.lua
return readInbox(ARGV[2], ARGV[3], tonumber(ARGV[4]))
