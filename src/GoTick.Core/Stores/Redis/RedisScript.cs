using System.Security.Cryptography;
using System.Text;

namespace GoTick.Core.Stores.Redis;

/// <summary>A Lua script as the server gets it: its includes put in, and named by its SHA-1.</summary>
internal sealed class RedisScript
{
    /// <param name="name">The file's name without <c>.lua</c>.</param>
    /// <param name="text">The whole text.</param>
    public RedisScript(string name, string text)
    {
        Name = name;
        Text = text;
#pragma warning disable CA5350 // EVALSHA names scripts by SHA-1; nothing here depends on its strength.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <summary>The file's name without <c>.lua</c>.</summary>
    public string Name { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>What EVALSHA calls it.</summary>
    public byte[] Hash { get; }
}
