-- Mirrors RedisKeys.cs. Every key begins with the partition's prefix, whose hash tag is that of KEYS[1]: one Cluster slot.
local prefix = ARGV[1]
local LEASE, TIMER, GONE = prefix .. 'lease', prefix .. 'timer', prefix .. 'gone'
local QUEUES, WORKERS, BLOBS = prefix .. 'queues', prefix .. 'workers', prefix .. 'blobs'

local function headerKey(item) return prefix .. 'r:' .. item end
local function journalKey(item) return prefix .. 'j:' .. item end
local function inboxKey(item) return prefix .. 'i:' .. item end
local function inboxOrderKey(item) return prefix .. 'in:' .. item end
local function logKey(run) return prefix .. 'log:' .. run end
local function indexKey(name) return prefix .. 'x:' .. name end
local function blobKey(hash) return prefix .. 'blob:' .. hash end
local function workerKey(worker) return prefix .. 'w:' .. worker end
local function gateKey(gate) return prefix .. 'g:' .. gate end
local function gateFieldsKey(gate) return prefix .. 'gf:' .. gate end
local function gateInputsKey(gate) return prefix .. 'gi:' .. gate end
local function gateOutcomesKey(gate) return prefix .. 'go:' .. gate end
local function gateLiveKey(gate) return prefix .. 'gl:' .. gate end
local function wakeChannel(worker) return prefix .. 'wake:' .. worker end
local function endChannel(item) return prefix .. 'end:' .. item end

-- Queue names are free text; escaped, no two of them share a key.
local function escape(queue)
  if string.find(queue, '[%%:]') then
    return (string.gsub(queue, '[%%:]', { ['%'] = '%25', [':'] = '%3A' }))
  end
  return queue
end

local function idleKey(queue) return prefix .. 'idle:' .. escape(queue) end
local function turnsKey(queue, band) return prefix .. 'k:' .. escape(queue) .. ':' .. band end
local function lineKey(queue, band, line) return prefix .. 'l:' .. escape(queue) .. ':' .. band .. ':' .. line end
