-- Sends webhooks of 4 KB, no two alike, and counts how each was answered.
local threads = {}

function setup(thread)
    thread:set("number", #threads + 1)
    table.insert(threads, thread)
end

function init(arguments)
    local file = assert(io.open(os.getenv("BODY_TEMPLATE"), "rb"))
    local template = file:read("*a")
    file:close()
    local first, last = string.find(template, "@ID@", 1, true)
    before, after = string.sub(template, 1, first - 1), string.sub(template, last + 1)
    headers = { ["Content-Type"] = "application/json", ["Authorization"] = os.getenv("AUTHORIZATION") }
    serial, accepted, refused = 0, 0, 0
end

function request()
    serial = serial + 1
    local id = string.format("%08x-0000-4000-8000-%012x", number, serial)
    return wrk.format("POST", nil, headers, before .. id .. after)
end

function response(status)
    if status == 202 then accepted = accepted + 1 else refused = refused + 1 end
end

function done(summary)
    local accepted, refused = 0, 0
    for _, thread in ipairs(threads) do
        accepted = accepted + thread:get("accepted")
        refused = refused + thread:get("refused")
    end
    print(string.format("FIGURES accepted=%d refused=%d seconds=%.3f", accepted, refused, summary.duration / 1e6))
end
