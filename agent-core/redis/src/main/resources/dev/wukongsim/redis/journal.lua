-- The journal of a task, and what tasks wait for. Its keys, and what a person finds there:
--   1 epoch     string  of the task's last run
--   2 rows      hash    sequence -> row; sequence! -> alerts told with it; ended -> yes
--   3 signals   hash    name -> payload
--   4 waits     hash    of the tenant: id -> what somebody has to do
--   5 past      hash    of the tenant: the same, once it is over
-- The ledger's four keys follow (6 to 9), the list of a session's messages (10), and a hash for each document that is
-- written: version -> content, and latest -> version.
local EPOCH, ROWS, SIGNALS, WAITS, PAST, LEDGER, MEMORY, DOCUMENTS = 1, 2, 3, 4, 5, 6, 10, 11

-- The arguments one after the other
local function reader(arguments)
    local at = 0
    local function next()
        at = at + 1
        return arguments[at]
    end
    local function list()
        local all = {}
        for i = 1, tonumber(next()) do
            all[i] = next()
        end
        return all
    end
    return next, list
end

local function stale(keys, epoch)
    local current = redis.call('GET', keys[EPOCH]) or '0'
    if current ~= epoch then
        return { 'STALE', current }
    end
end

local function open(keys, id, wait)
    if id ~= '' then
        redis.call('HSET', keys[WAITS], id, wait)
    end
end

local function close(keys, id)
    local wait = redis.call('HGET', keys[WAITS], id)
    if wait then
        redis.call('HDEL', keys[WAITS], id)
        redis.call('HSET', keys[PAST], id, wait)
    end
end

-- ARGV: epoch, sequence, row, id of the wait that opens or nothing, the wait
local function begin(keys, arguments)
    local overtaken = stale(keys, arguments[1])
    if overtaken then
        return overtaken
    end
    redis.call('HSET', keys[ROWS], arguments[2], arguments[3])
    open(keys, arguments[4], arguments[5])
    return { 'OK' }
end

-- Whether each document is at the version before the one to be written; if not, the answer. Drafts are version, content ...
local function outdated(keys, drafts)
    for i = 1, #drafts, 2 do
        local present = redis.call('HGET', keys[DOCUMENTS + (i - 1) / 2], 'latest') or '0'
        if tonumber(drafts[i]) ~= present + 1 then
            return { 'OUTDATED', string.format('%.0f', (i - 1) / 2), present }
        end
    end
end

-- ARGV: epoch, sequence, row, wait that opens (id, wait), waits that close (count, ids), whether it ends ('ends' or nothing),
-- settlement (count of its words, words), messages (count; how many were seen first), drafts (count, version, content ...)
local function commit(keys, arguments)
    local next, list = reader(arguments)
    local epoch, sequence, row = next(), next(), next()
    local opened, wait, closed, ends = next(), next(), list(), next()
    local due, messages, drafts = list(), list(), list()
    local refusal = stale(keys, epoch) or outdated(keys, drafts)
        or #messages > 0 and shared.seen(keys[MEMORY], table.remove(messages, 1))
    if refusal then
        return refusal
    end
    local told = {}
    if #due > 0 then
        local answer = shared.settle({ unpack(keys, LEDGER, LEDGER + 3) }, due)
        if answer[1] ~= 'OK' then
            return { 'UNSETTLED', unpack(answer) }
        end
        told = { unpack(answer, 3) }
    end
    shared.add(keys[MEMORY], messages)
    for i = 1, #drafts, 2 do
        redis.call('HSET', keys[DOCUMENTS + (i - 1) / 2], drafts[i], drafts[i + 1], 'latest', drafts[i])
    end
    redis.call('HSET', keys[ROWS], sequence, row)
    if #told > 0 then
        redis.call('HSET', keys[ROWS], sequence .. '!', table.concat(told, '\n'))
    end
    open(keys, opened, wait)
    for _, id in ipairs(closed) do
        close(keys, id)
    end
    if ends ~= '' then
        redis.call('HSET', keys[ROWS], 'ended', 'yes')
    end
    return { 'OK', unpack(told) }
end

-- ARGV: name, payload, id of the wait that must be open or nothing
local function signal(keys, arguments)
    local earlier = redis.call('HGET', keys[SIGNALS], arguments[1])
    if earlier then
        return { 'EARLIER', earlier }
    end
    local closed = arguments[3] ~= '' and redis.call('HEXISTS', keys[WAITS], arguments[3]) == 0
    if closed or redis.call('HEXISTS', keys[ROWS], 'ended') == 1 then
        return { 'LATE' }
    end
    redis.call('HSET', keys[SIGNALS], arguments[1], arguments[2])
    return { 'OK' }
end

-- Close whatever the task waits for. Here and not by ids that are told, as the task may have begun to wait since.
local function close_all(keys, task)
    local waits = redis.call('HGETALL', keys[WAITS])
    for i = 1, #waits, 2 do
        if cjson.decode(waits[i + 1]).task == task then
            close(keys, waits[i])
        end
    end
end

-- ARGV: name, payload, task
local function cancel(keys, arguments)
    local answer = signal(keys, { arguments[1], arguments[2], '' })
    if answer[1] == 'OK' then
        redis.call('INCR', keys[EPOCH])
        redis.call('HSET', keys[ROWS], 'ended', 'yes')
        close_all(keys, arguments[3])
    end
    return answer
end

register('begin', begin)
register('commit', commit)
register('signal', signal)
register('cancel', cancel)
