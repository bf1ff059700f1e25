using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GoTick.Core.Client;
using GoTick.Core.Security;
using GoTick.Host.Access;
using GoTick.Host.Display;
using GoTick.PowerShell.Values;

namespace GoTick.Host.Commands;

/// <summary>
/// <c>gotick keys create|list|revoke</c>: the keys of a store's server. Over the store itself whoever can write to it is its master already; over a server it takes the
/// scope <c>admin</c>.
/// </summary>
internal static class KeysCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("keys", "Make, list and revoke the keys that a server asks for.") { Make(), List(), Revoke() };

    private static Command Make()
    {
        var name = new Option<string>("--name") { Description = "Whose it is: journals and votes name them.", HelpName = "NAME", Required = true };
        var scopes = new Option<string[]>("--scope")
        {
            Description = "read, start, operate, admin; several are possible.",
            HelpName = "SCOPE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var flows = new Option<string[]>("--flow") { Description = "For which flows, such as 'deploy/*'. Default: all.", HelpName = "PATTERN", AllowMultipleArgumentsPerToken = true };
        var expires = new Option<double?>("--expires") { Description = "After how many days it is refused. Default: when it is revoked.", HelpName = "DAYS" };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("create", "Make a key. It is shown this once: what is kept of it cannot be turned back.") { name, scopes, flows, expires, json, store };
        command.SetAction((parsed, _) => AsAsync(parsed.GetValue(store), async (client, stop) =>
        {
            var request = new KeyRequest
            {
                Name = parsed.GetRequiredValue(name),
                Scopes = KeyScopes.Parse(parsed.GetRequiredValue(scopes)),
                Grants = parsed.GetValue(flows) is { Length: > 0 } patterns ? FlowGrants.Parse(patterns) : FlowGrants.All,
                Life = KeyRequest.LifeOf(parsed.GetValue(expires)),
            };
            NewKey made = await client.CreateKeyAsync(request, cancel: stop);
            if (parsed.GetValue(json))
            {
                JsonObject line = JsonOf(made.Key);
                line["key"] = made.Secret;
                Console.Out.WriteLine(ValueJson.Line(line));
                return;
            }

            Console.Out.WriteLine(made.Secret);
            await Console.Error.WriteLineAsync($"Key {made.Key.Id} of '{made.Key.Name}' for {string.Join(", ", made.Key.Scopes.Names())}. Keep it now: it cannot be shown again.");
        }));
        return command;
    }

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        Option<string?> store = StoreOption.Create();
        var command = new Command("list", "List the keys, revoked ones too.") { json, store };
        command.SetAction((parsed, _) => AsAsync(parsed.GetValue(store), async (client, stop) =>
        {
            IReadOnlyList<ApiKey> keys = await client.ListKeysAsync(stop);
            if (!parsed.GetValue(json))
            {
                TextTable.Write([["ID", "NAME", "SCOPES", "FLOWS", "CREATED", "EXPIRES", ""], .. keys.Select(Row)], Console.Out);
                return;
            }

            foreach (ApiKey key in keys)
            {
                Console.Out.WriteLine(ValueJson.Line(JsonOf(key)));
            }
        }));
        return command;
    }

    private static Command Revoke()
    {
        var ids = new Argument<string[]>("ID") { Description = "The keys' ids.", Arity = ArgumentArity.OneOrMore };
        Option<string?> store = StoreOption.Create();
        var command = new Command("revoke", "Revoke keys: every server refuses them, and ends their sessions, within two seconds.") { ids, store };
        command.SetAction((parsed, _) => AsAsync(parsed.GetValue(store), async (client, stop) =>
        {
            foreach (string id in parsed.GetRequiredValue(ids))
            {
                await client.RevokeKeyAsync(id, cancel: stop);
            }
        }));
        return command;
    }

    private static string[] Row(ApiKey key) =>
    [
        key.Id, key.Name, string.Join(',', key.Scopes.Names()), key.Grants.ToString(), Day(key.Created), Day(key.Expires), key.Revoked is null ? "" : "revoked",
    ];

    private static string Day(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static JsonObject JsonOf(ApiKey key)
    {
        var json = new JsonObject
        {
            ["id"] = key.Id,
            ["name"] = key.Name,
            ["scopes"] = new JsonArray([.. key.Scopes.Names().Select(s => JsonValue.Create(s))]),
            ["flows"] = new JsonArray([.. key.Grants.Patterns.Select(p => JsonValue.Create(p))]),
            ["created"] = key.Created,
            ["by"] = key.By,
        };
        if (key.Expires is { } expires)
        {
            json["expires"] = expires;
        }

        if (key.Revoked is { } revoked)
        {
            json["revoked"] = revoked;
            json["revokedBy"] = key.RevokedBy;
        }

        return json;
    }

    private static async Task<int> AsAsync(string? store, Func<ITickClient, CancellationToken, Task> work)
    {
        using var interruption = new Interruption();
        await using ITickClient client = await StoreOption.ConnectAsync(store, interruption.Token);
        // A server writes its own audit log; over a store, nobody else would.
        await work(client is TickClient direct ? GuardedClient.OfThisProcess(direct) : client, interruption.Token);
        return ExitCodes.Ok;
    }
}
