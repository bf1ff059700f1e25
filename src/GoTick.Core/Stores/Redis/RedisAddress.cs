using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GoTick.Core.Errors;

namespace GoTick.Core.Stores.Redis;

/// <summary>
/// Where a Redis store is: <c>redis[s]://[user:pass@]host[:port][,host…][/db][?partitions=&amp;namespace=&amp;sentinel=NAME&amp;durability=replicated]</c>. User and password are in no
/// message and not in <see cref="ToString"/>.
/// </summary>
public sealed partial class RedisAddress
{
    /// <summary>The namespace when none is given.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>The most partitions of a namespace.</summary>
    public const int MaxPartitions = 256;

    private const int DefaultPort = 6379;
    private const int DefaultSentinelPort = 26379;

    private RedisAddress()
    {
    }

    /// <summary>The servers, or with <see cref="Sentinel"/> the sentinels; at least one.</summary>
    public IReadOnlyList<(string Host, int Port)> Hosts { get; private init; } = [];

    /// <summary>True for <c>rediss</c>.</summary>
    public bool IsTls { get; private init; }

    /// <summary>The number of the database. Default 0.</summary>
    public int Database { get; private init; }

    /// <summary>What keeps several users of one server apart: 1 to 64 characters of <c>A-Z a-z 0-9 . _ -</c>.</summary>
    public string Namespace { get; private init; } = DefaultNamespace;

    /// <summary>The number of partitions that the namespace must have, 1 to 256; null = whatever it has, and 1 if it is new.</summary>
    public int? Partitions { get; private init; }

    /// <summary>The name under which the sentinels know the service; null = the hosts are the servers.</summary>
    public string? Sentinel { get; private init; }

    /// <summary>True when a write is answered only once a replica has confirmed it (<c>durability=replicated</c>).</summary>
    public bool IsReplicated { get; private init; }

    /// <summary>The user; null = Redis's default user.</summary>
    internal string? User { get; private init; }

    /// <summary>The password; null = none.</summary>
    internal string? Password { get; private init; }

    /// <summary>Reads an address.</summary>
    /// <param name="url">The address.</param>
    /// <param name="user">The user, in place of the address's.</param>
    /// <param name="password">The password, in place of the address's.</param>
    /// <exception cref="TickException"><c>TickStoreInvalid</c>, naming the bad part.</exception>
    public static RedisAddress Parse(string url, string? user = null, string? password = null)
    {
        bool isTls = url.StartsWith("rediss://", StringComparison.OrdinalIgnoreCase);
        if (!isTls && !url.StartsWith("redis://", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("its scheme is neither redis:// nor rediss://");
        }

        string rest = url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..];
        (string before, string query) = Split(rest, '?');
        if (query.Contains('@', StringComparison.Ordinal))
        {
            throw Invalid("its user or password holds a '?' that is not percent-encoded");
        }

        // The last '@': a password may hold others, and no part of it may be taken for a host and shown.
        int at = before.LastIndexOf('@');
        (string urlUser, string urlPassword) = at < 0 ? ("", "") : Split(before[..at], ':');
        (string hosts, string database) = Split(before[(at + 1)..], '/');
        Dictionary<string, string> options = Options(query);
        string? sentinel = options.GetValueOrDefault("sentinel");
        return new RedisAddress
        {
            Hosts = ParseHosts(hosts, sentinel is null ? DefaultPort : DefaultSentinelPort),
            IsTls = isTls,
            Database = database.Length == 0 ? 0 : Number(database, 0, 1_000_000, "database"),
            Namespace = ParseNamespace(options.GetValueOrDefault("namespace")),
            Partitions = options.TryGetValue("partitions", out string? partitions) ? Number(partitions, 1, MaxPartitions, "option 'partitions'") : null,
            Sentinel = sentinel,
            IsReplicated = options.TryGetValue("durability", out string? durability) && IsReplicatedWord(durability),
            User = user ?? Decoded(urlUser),
            Password = password ?? Decoded(urlPassword),
        };
    }

    /// <summary>The address without user and password.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(IsTls ? "rediss://" : "redis://");
        text.AppendJoin(',', Hosts.Select(h => h.Host.Contains(':', StringComparison.Ordinal) ? $"[{h.Host}]:{h.Port}" : $"{h.Host}:{h.Port}"));
        if (Database != 0)
        {
            text.Append('/').Append(Database);
        }

        char separator = '?';
        foreach ((string name, string? value) in new[]
        {
            ("partitions", Partitions?.ToString(CultureInfo.InvariantCulture)),
            ("namespace", Namespace == DefaultNamespace ? null : Namespace),
            ("sentinel", Sentinel),
            ("durability", IsReplicated ? "replicated" : null),
        })
        {
            if (value is not null)
            {
                text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return text.ToString();
    }

    private static (string Before, string After) Split(string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static List<(string Host, int Port)> ParseHosts(string text, int defaultPort)
    {
        List<(string, int)> hosts = [];
        foreach (string part in text.Split(','))
        {
            // The value is not shown: a password in the wrong place would be.
            Match match = HostPattern().Match(part);
            if (!match.Success)
            {
                throw Invalid(part.Length == 0 ? "its host is missing" : $"its host number {hosts.Count + 1} is not of the form host or host:port");
            }

            string port = match.Groups["port"].Value;
            hosts.Add((
                match.Groups["v6"].Success ? match.Groups["v6"].Value : match.Groups["host"].Value,
                port.Length == 0 ? defaultPort : Number(port, 1, 65_535, "port")));
        }

        return hosts;
    }

    private static Dictionary<string, string> Options(string query)
    {
        Dictionary<string, string> options = new(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string value) = Split(pair, '=');
            value = Uri.UnescapeDataString(value);
            if (!(name.ToLowerInvariant() is "partitions" or "namespace" or "sentinel" or "durability"))
            {
                throw Invalid($"its option '{name}' is not known: there are partitions, namespace, sentinel and durability");
            }

            if (value.Length == 0 || !options.TryAdd(name, value))
            {
                throw Invalid($"its option '{name}' is {(value.Length == 0 ? "empty" : "given twice")}");
            }
        }

        return options;
    }

    private static bool IsReplicatedWord(string value) => value.Equals("replicated", StringComparison.OrdinalIgnoreCase)
        ? true
        : throw Invalid("its option 'durability' knows the value replicated only");

    private static string ParseNamespace(string? text) =>
        text is null ? DefaultNamespace
        : NamespacePattern().IsMatch(text) ? text
        : throw Invalid("its option 'namespace' must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-'");

    private static int Number(string text, int from, int to, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
            ? number
            : throw Invalid($"its {what} is not a number from {from} to {to}");

    private static string? Decoded(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);

    private static TickException Invalid(string what) => new(
        TickErrorId.StoreInvalid,
        TickErrorKind.InvalidInput,
        $"The Redis address is not valid: {what}. Write redis[s]://[user:pass@]host[:port][,host…][/db][?partitions=&namespace=&sentinel=NAME&durability=replicated].");

    [GeneratedRegex(@"^(\[(?<v6>[0-9A-Fa-f:.%]+)\]|(?<host>[A-Za-z0-9._-]+))(:(?<port>\d{1,9}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamespacePattern();
}
