using System.Reflection;
using System.Text;

namespace GoTick.Core.Stores.Redis;

/// <summary>All scripts, put together from the embedded files.</summary>
internal sealed class RedisScripts
{
    private const string Folder = "GoTick.Core.Stores.Redis.Scripts.";
    private const string IncludeMark = "-- @include ";
    private readonly IReadOnlyDictionary<string, string> _replaced;

    /// <summary>The scripts of the product.</summary>
    public RedisScripts()
        : this(new Dictionary<string, string>())
    {
    }

    /// <summary>Scripts with some includes replaced: a test puts in a clock that it can step.</summary>
    internal RedisScripts(IReadOnlyDictionary<string, string> replacedIncludes)
    {
        _replaced = replacedIncludes;
        Commit = Load("commit");
        Claim = Load("claim");
        ClaimItem = Load("claim-item");
        Renew = Load("renew");
        DeclareDead = Load("declare-dead");
        ReadTime = Load("read-time");
        ReadGone = Load("read-gone");
        ReadInbox = Load("read-inbox");
        ReadLog = Load("read-log");
        PutBlob = Load("put-blob");
        DeleteBlob = Load("delete-blob");
        WriteDocument = Load("write-document");
        Permit = Load("permit");
        FreezeNamespace = Load("freeze-namespace");
        ProbeRights = Load("probe-rights");
    }

    public RedisScript Commit { get; }
    public RedisScript Claim { get; }
    public RedisScript ClaimItem { get; }
    public RedisScript Renew { get; }
    public RedisScript DeclareDead { get; }
    public RedisScript ReadTime { get; }
    public RedisScript ReadGone { get; }
    public RedisScript ReadInbox { get; }
    public RedisScript ReadLog { get; }
    public RedisScript PutBlob { get; }
    public RedisScript DeleteBlob { get; }
    public RedisScript WriteDocument { get; }
    public RedisScript Permit { get; }
    public RedisScript FreezeNamespace { get; }
    public RedisScript ProbeRights { get; }

    private RedisScript Load(string name)
    {
        var text = new StringBuilder();
        Append(text, Read(name + ".lua"), []);
        return new RedisScript(name, text.ToString());
    }

    // Comments are dropped: the server compiles less, and a text sent again is shorter.
    private void Append(StringBuilder into, string source, HashSet<string> included)
    {
        foreach (string line in source.Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith(IncludeMark, StringComparison.Ordinal))
            {
                string include = trimmed[IncludeMark.Length..];
                if (included.Add(include))
                {
                    Append(into, _replaced.TryGetValue(include, out string? other) ? other : Read("includes." + include), included);
                }
            }
            else if (trimmed.Length > 0 && !trimmed.StartsWith("--", StringComparison.Ordinal))
            {
                into.Append(trimmed).Append('\n');
            }
        }
    }

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + name)
            ?? throw new InvalidOperationException($"The script {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
