-- Ended items whose time is over.
-- KEYS[1]: the partition's clock.
-- ARGV[1]: the partition's prefix; [2]: the most.
-- Returns: their ids.
-- @include keys.lua
-- @include time.lua
return call('ZRANGEBYSCORE', prefix .. 'gone', '-inf', int(now), 'LIMIT', 0, ARGV[2])
