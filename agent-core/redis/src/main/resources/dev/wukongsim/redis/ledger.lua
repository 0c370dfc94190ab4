-- The ledger. KEYS: 1 accounts and 2 reservations, hashes of JSON rows by id; 3 leases and 4 ended, reservation ids by the
-- end of their lease and by when they ended; 5 the clock; 6 entries, a stream. A script does not roll back, so each
-- function checks everything first and then only does what cannot fail. Numbers come as text, stay below 2^53 and leave
-- as text, in rows too: tostring and cjson would round them to 14 digits. Times are milliseconds.
local MAXIMUM = 9007199254740991
local BATCH = 100
local UNKNOWN_USAGE = '0 0 0 0 0 1 true'
local ACCOUNT_NUMBERS = { 'limit', 'spent', 'held', 'alerted' }
local RESERVATION_NUMBERS = { 'granted', 'lease', 'charged' }

local function text(number)
    return string.format('%.0f', number)
end

local function decode(kind, id, json, numbers)
    local sound, row = pcall(cjson.decode, json)
    sound = sound and type(row) == 'table' and type(row.state) == 'string'
    for _, name in ipairs(numbers) do
        sound = sound and tonumber(row[name]) ~= nil
        if sound then
            row[name] = tonumber(row[name])
        end
    end
    if not sound then
        error({ corrupt = kind, id = id })
    end
    row.id = id
    return row
end

-- The time, which never goes back
local function tick(keys, now)
    local latest = redis.call('GET', keys[5])
    if latest and tonumber(latest) >= tonumber(now) then
        return tonumber(latest)
    end
    redis.call('SET', keys[5], now)
    return tonumber(now)
end

local function find(keys, id)
    local json = redis.call('HGET', keys[1], id)
    return json and decode('account', id, json, ACCOUNT_NUMBERS)
end

-- The accounts in order, or nothing and the first that is unknown
local function find_all(keys, path)
    local accounts, rows = {}, redis.call('HMGET', keys[1], unpack(path))
    for i, id in ipairs(path) do
        if not rows[i] then
            return nil, id
        end
        accounts[i] = decode('account', id, rows[i], ACCOUNT_NUMBERS)
    end
    return accounts
end

local function save(keys, accounts)
    local fields = {}
    for _, account in ipairs(accounts) do
        fields[#fields + 1] = account.id
        fields[#fields + 1] = cjson.encode({
            limit = text(account.limit),
            spent = text(account.spent),
            held = text(account.held),
            alerted = text(account.alerted),
            state = account.state,
        })
    end
    redis.call('HSET', keys[1], unpack(fields))
end

local function flat(account)
    return account.id, text(account.limit), text(account.spent), text(account.held), account.state
end

local function load(keys, id)
    local json = redis.call('HGET', keys[2], id)
    return json and decode('reservation', id, json, RESERVATION_NUMBERS) or { id = id, state = 'unknown' }
end

local function accounts_of(keys, reservation)
    local accounts, missing = find_all(keys, reservation.path)
    return accounts or error({ corrupt = 'account', id = missing })
end

local function holds(reservation)
    return reservation.state == 'held' or reservation.state == 'inflight'
end

local function store(keys, reservation, now)
    local id = reservation.id
    redis.call('HSET', keys[2], id, cjson.encode({
        state = reservation.state,
        path = reservation.path,
        wanted = reservation.wanted,
        minimum = reservation.minimum,
        granted = text(reservation.granted),
        lease = text(reservation.lease),
        charged = text(reservation.charged),
        usage = reservation.usage,
    }))
    if holds(reservation) then
        redis.call('ZADD', keys[3], text(reservation.lease), id)
    else
        redis.call('ZREM', keys[3], id)
        redis.call('ZADD', keys[4], text(now), id)
    end
end

local function entry(keys, now, kind, ...)
    redis.call('XADD', keys[6], '0-*', 'kind', kind, 'at', text(now), ...)
end

-- The percentage of a limit, rounded up, without leaving the integers below 2^53
local function part(limit, percent)
    return math.floor(limit / 100) * percent + math.ceil(limit % 100 * percent / 100)
end

local function alert(keys, now, account)
    for _, percent in ipairs({ 50, 80, 100 }) do
        local reached = account.spent > 0 and account.spent >= part(account.limit, percent)
        if reached and account.alerted < percent then
            account.alerted = percent
            entry(keys, now, 'ALERT', 'account', account.id, 'percent', text(percent),
                'spent', text(account.spent), 'limit', text(account.limit))
        end
    end
end

local function rearm(account)
    local highest = 0
    for _, percent in ipairs({ 50, 80, 100 }) do
        if account.spent > 0 and account.spent >= part(account.limit, percent) then
            highest = percent
        end
    end
    account.alerted = math.min(account.alerted, highest)
end

-- The first account that could not count so far
local function overflow(accounts, tokens)
    for _, account in ipairs(accounts) do
        if account.spent + account.held + tokens > MAXIMUM then
            return account.id
        end
    end
end

local function charge(keys, now, kind, reservation, accounts, held, tokens, usage)
    entry(keys, now, kind, 'reservation', reservation.id, 'path', cjson.encode(reservation.path),
        'tokens', text(tokens), 'usage', usage)
    for _, account in ipairs(accounts) do
        account.held = account.held + held
        account.spent = account.spent + tokens
        alert(keys, now, account)
    end
    save(keys, accounts)
    reservation.state, reservation.usage = 'settled', usage
    reservation.charged = reservation.charged + tokens
    store(keys, reservation, now)
end

local function give_back(keys, now, reservation, state)
    local accounts = accounts_of(keys, reservation)
    for _, account in ipairs(accounts) do
        account.held = account.held - reservation.granted
    end
    save(keys, accounts)
    reservation.state = state
    store(keys, reservation, now)
end

local function finish(keys, now, reservation)
    if reservation.state == 'held' then
        give_back(keys, now, reservation, 'expired')
    else
        local granted = reservation.granted
        charge(keys, now, 'SET', reservation, accounts_of(keys, reservation), -granted, granted, UNKNOWN_USAGE)
    end
end

-- End what is due and forget what ended long ago, a batch of each
local function sweep(keys, now, retention)
    local due = redis.call('ZRANGEBYSCORE', keys[3], '-inf', text(now), 'LIMIT', 0, BATCH)
    for _, id in ipairs(due) do
        finish(keys, now, load(keys, id))
    end
    local old = redis.call('ZRANGEBYSCORE', keys[4], '-inf', text(now - retention), 'LIMIT', 0, BATCH)
    if #old > 0 then
        redis.call('HDEL', keys[2], unpack(old))
        redis.call('ZREM', keys[4], unpack(old))
    end
    return #due
end

-- ARGV: now, account, limit
local function open(keys, arguments)
    local id, limit = arguments[2], arguments[3]
    local account = find(keys, id)
    if not account then
        local now = tick(keys, arguments[1])
        account = { id = id, limit = tonumber(limit), spent = 0, held = 0, alerted = 0, state = 'open' }
        entry(keys, now, 'OPEN', 'account', id, 'tokens', limit)
        save(keys, { account })
    end
    return { 'ACCOUNT', flat(account) }
end

local function repeated(reservation, wanted, minimum, path)
    if not holds(reservation) then
        return { 'STATE', reservation.state }
    end
    local same = reservation.wanted == wanted and reservation.minimum == minimum
    if not same or cjson.encode(reservation.path) ~= cjson.encode(path) then
        return { 'CONFLICT' }
    end
    return { 'GRANTED', text(reservation.granted) }
end

local function contains(list, value)
    for _, each in ipairs(list) do
        if each == value then
            return true
        end
    end
    return false
end

-- The first end of a lease that holds tokens on the account, looked for in a batch; else the end of that batch
local function retry_at(keys, account, minimum)
    if account.state ~= 'open' or account.limit - account.spent < minimum then
        return {}
    end
    local ids, last = redis.call('ZRANGE', keys[3], 0, BATCH - 1), nil
    for _, id in ipairs(ids) do
        local reservation = load(keys, id)
        last = text(reservation.lease)
        if contains(reservation.path, account.id) then
            break
        end
    end
    return { last }
end

local function refused(keys, account, level, minimum)
    local id, limit, spent, held, state = flat(account)
    return { 'REFUSED', text(level), id, limit, spent, held, state, unpack(retry_at(keys, account, minimum)) }
end

-- ARGV: now, retention, reservation, wanted, minimum, lease, accounts from the leaf to the root
local function reserve(keys, arguments)
    local now = tick(keys, arguments[1])
    local id, wanted, minimum, path = arguments[3], arguments[4], arguments[5], { unpack(arguments, 7) }
    sweep(keys, now, tonumber(arguments[2]))
    local before = load(keys, id)
    if before.state ~= 'unknown' then
        return repeated(before, wanted, minimum, path)
    end
    local accounts, missing = find_all(keys, path)
    if not accounts then
        return { 'UNKNOWN', missing }
    end
    local granted = tonumber(wanted)
    for level, account in ipairs(accounts) do
        local available = account.limit - account.spent - account.held
        if account.state ~= 'open' or available < tonumber(minimum) then
            return refused(keys, account, level, tonumber(minimum))
        end
        granted = math.min(granted, available)
    end
    for _, account in ipairs(accounts) do
        account.held = account.held + granted
    end
    save(keys, accounts)
    store(keys, {
        id = id, state = 'held', path = path, wanted = wanted, minimum = minimum, granted = granted,
        lease = now + tonumber(arguments[6]), charged = 0, usage = '0 0 0 0 0 0 false',
    }, now)
    return { 'GRANTED', text(granted) }
end

-- The reservation, ended if its time is over
local function current(keys, now, id)
    local reservation = load(keys, id)
    if holds(reservation) and reservation.lease <= now then
        finish(keys, now, reservation)
    end
    return reservation
end

-- ARGV: now, reservation
local function dispatch(keys, arguments)
    local now = tick(keys, arguments[1])
    local reservation = current(keys, now, arguments[2])
    if not holds(reservation) then
        return { 'STATE', reservation.state }
    end
    if reservation.state == 'held' then
        reservation.state = 'inflight'
        store(keys, reservation, now)
    end
    return { 'OK' }
end

-- ARGV: now, reservation, lease
local function extend(keys, arguments)
    local now = tick(keys, arguments[1])
    local reservation = current(keys, now, arguments[2])
    if not holds(reservation) then
        return { 'STATE', reservation.state }
    end
    reservation.lease = math.max(reservation.lease, now + tonumber(arguments[3]))
    store(keys, reservation, now)
    return { 'OK', text(reservation.lease) }
end

local SETTLEMENTS = { SET = 'CHARGED', ADJ = 'ADJUSTED', LATE = 'LATE' }

-- What a settlement is, or nothing and the answer
local function kind_of(reservation, usage, estimated)
    if reservation.state == 'unknown' then
        return nil, { 'STATE', 'unknown' }
    end
    if reservation.state ~= 'settled' then
        return holds(reservation) and 'SET' or 'LATE'
    end
    if estimated or reservation.usage == usage then
        return nil, { 'OK', 'REPLAYED' }
    end
    if string.match(reservation.usage, 'true$') then
        return 'ADJ'
    end
    return nil, { 'CONFLICT' }
end

-- ARGV: now, reservation, tokens, usage
local function settle(keys, arguments)
    local now, usage = tick(keys, arguments[1]), arguments[4]
    local reservation = load(keys, arguments[2])
    local kind, answer = kind_of(reservation, usage, string.match(usage, 'true$'))
    if not kind then
        return answer
    end
    local accounts = accounts_of(keys, reservation)
    local held = kind == 'SET' and -reservation.granted or 0
    local tokens = tonumber(arguments[3]) - reservation.charged
    local full = overflow(accounts, held + tokens)
    if full then
        return { 'TOO_LARGE', full }
    end
    charge(keys, now, kind, reservation, accounts, held, tokens, usage)
    return { 'OK', SETTLEMENTS[kind] }
end

-- ARGV: now, reservation
local function release(keys, arguments)
    local now = tick(keys, arguments[1])
    local reservation = load(keys, arguments[2])
    if reservation.state == 'held' then
        give_back(keys, now, reservation, 'released')
    elseif reservation.state ~= 'released' and reservation.state ~= 'expired' then
        return { 'STATE', reservation.state }
    end
    return { 'OK' }
end

-- ARGV: now, retention. Answers how many were due, and whether there may be more
local function expire(keys, arguments)
    local ended = sweep(keys, tick(keys, arguments[1]), tonumber(arguments[2]))
    return { 'OK', text(ended), ended == BATCH and 'more' or 'all' }
end

local function raise(keys, now, kind, account, tokens, reason)
    if tokens == 0 then
        return
    end
    entry(keys, now, kind, 'account', account.id, 'tokens', text(tokens), 'reason', reason)
    account.limit = account.limit + tokens
    if tokens > 0 then
        rearm(account)
    end
    alert(keys, now, account)
    save(keys, { account })
end

-- The account, or nothing and why it cannot be changed
local function changeable(keys, id)
    local account = find(keys, id)
    if not account then
        return nil, { 'UNKNOWN', id }
    end
    if account.state == 'closed' then
        return nil, { 'ACCOUNT_STATE', flat(account) }
    end
    return account
end

-- ARGV: now, kind, account, tokens, reason. A limit is set, all else is added
local function change_limit(keys, arguments)
    local account, answer = changeable(keys, arguments[3])
    if not account then
        return answer
    end
    local kind, tokens = arguments[2], tonumber(arguments[4])
    local more = kind == 'LIMIT' and tokens - account.limit or tokens
    if account.limit + more > MAXIMUM then
        return { 'TOO_LARGE', account.id }
    end
    raise(keys, tick(keys, arguments[1]), kind, account, more, arguments[5])
    return { 'ACCOUNT', flat(account) }
end

-- ARGV: now, from, to, tokens, reason
local function transfer(keys, arguments)
    local giver, not_from = changeable(keys, arguments[2])
    if not giver then
        return not_from
    end
    local taker, not_to = changeable(keys, arguments[3])
    if not taker then
        return not_to
    end
    local tokens, reason = tonumber(arguments[4]), arguments[5]
    if giver.limit - giver.spent - giver.held < tokens then
        return { 'TOO_LITTLE', flat(giver) }
    end
    if taker.limit + tokens > MAXIMUM then
        return { 'TOO_LARGE', taker.id }
    end
    local now = tick(keys, arguments[1])
    raise(keys, now, 'TRANSFER', giver, -tokens, reason)
    raise(keys, now, 'TRANSFER', taker, tokens, reason)
    return { 'OK' }
end

-- ARGV: now, account, state, reason
local function turn(keys, arguments)
    local id, state, reason = arguments[2], arguments[3], arguments[4]
    local account, answer = changeable(keys, id)
    if not account then
        local closed = state == 'closed' and answer[1] == 'ACCOUNT_STATE'
        return closed and { 'ACCOUNT', unpack(answer, 2) } or answer
    end
    if account.state ~= state then
        entry(keys, tick(keys, arguments[1]), 'STATE', 'account', id, 'state', state, 'reason', reason)
        account.state = state
        save(keys, { account })
    end
    return { 'ACCOUNT', flat(account) }
end

-- ARGV: account
local function account(keys, arguments)
    local found = find(keys, arguments[1])
    return found and { 'ACCOUNT', flat(found) } or { 'UNKNOWN', arguments[1] }
end

local function append(list, ...)
    for _, value in ipairs({ ... }) do
        list[#list + 1] = value
    end
end

-- All at one moment: id, limit, spent, held, state, id, ...
local function accounts(keys)
    local all, rows = { 'OK' }, redis.call('HGETALL', keys[1])
    for i = 1, #rows, 2 do
        append(all, flat(decode('account', rows[i], rows[i + 1], ACCOUNT_NUMBERS)))
    end
    return all
end

local function describe(reservation)
    return reservation.id, reservation.state, text(reservation.granted), text(reservation.lease),
        text(reservation.charged), reservation.usage, reservation.wanted, reservation.minimum,
        cjson.encode(reservation.path)
end

-- ARGV: reservation
local function reservation(keys, arguments)
    local found = load(keys, arguments[1])
    return found.state == 'unknown' and { 'NONE' } or { 'RESERVATION', describe(found) }
end

-- ARGV: accounts. Answers these, then the reservations that hold tokens on any of them
local function snapshot(keys, arguments)
    local found, missing = find_all(keys, arguments)
    if not found then
        return { 'UNKNOWN', missing }
    end
    local answer = { 'OK' }
    for _, each in ipairs(found) do
        append(answer, flat(each))
    end
    for _, id in ipairs(redis.call('ZRANGE', keys[3], 0, -1)) do
        local held = load(keys, id)
        for _, name in ipairs(arguments) do
            if contains(held.path, name) then
                append(answer, describe(held))
                break
            end
        end
    end
    return answer
end

-- Rows are read before anything is written, so that a corrupt one stops the function as if it had not been called
local function guarded(callback)
    return function(keys, arguments)
        local sound, answer = pcall(callback, keys, arguments)
        if not sound and type(answer) == 'table' and answer.corrupt then
            return { 'CORRUPT', answer.corrupt, answer.id }
        end
        return sound and answer or error(answer)
    end
end

register('open', guarded(open))
register('reserve', guarded(reserve))
register('dispatch', guarded(dispatch))
register('extend', guarded(extend))
register('settle', guarded(settle))
register('release', guarded(release))
register('expire', guarded(expire))
register('change_limit', guarded(change_limit))
register('transfer', guarded(transfer))
register('turn', guarded(turn))
register('account', guarded(account), 'no-writes')
register('accounts', guarded(accounts), 'no-writes')
register('reservation', guarded(reservation), 'no-writes')
register('snapshot', guarded(snapshot), 'no-writes')
