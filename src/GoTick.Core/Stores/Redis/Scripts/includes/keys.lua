-- Mirrors RedisKeys.cs. Every key begins with the partition's prefix, whose hash tag is that of KEYS[1]: one Cluster slot. Kinds: r: header, j: journal,
-- i: inbox bodies, in: inbox order, log: log, x: index, blob: text, w: worker, g: gf: gi: go: gl: gate (header, branch fields, inputs, outcomes, live ones),
-- wake: and end: channels, idle: idle workers, k: turns of a band's lines, l: line; lease, timer, gone, queues, workers, blobs, limits stand alone; lim: lh: lq: lp: lt: see permit.lua.
-- One function and no more: whatever a script defines costs time in each call.
-- @include call.lua
local prefix = ARGV[1]

local function key(kind, name)
  return prefix .. kind .. name
end

-- Queue names are free text; escaped, no two of them share a key.
local function queueKey(kind, queue)
  if string.find(queue, '[%%:]') then
    queue = string.gsub(queue, '[%%:]', { ['%'] = '%25', [':'] = '%3A' })
  end
  return prefix .. kind .. queue
end
