using System.Globalization;
using System.Text;
using GoTick.Core.Flows;

namespace GoTick.PowerShell.Remote;

/// <summary>A path of the API.</summary>
internal sealed class RemotePath
{
    private readonly StringBuilder _text = new();
    private bool _hasQuery;

    /// <summary>A path of segments; each is encoded as one, its slashes too.</summary>
    public static string Of(params ReadOnlySpan<string> segments)
    {
        var text = new StringBuilder();
        foreach (string segment in segments)
        {
            text.Append(text.Length == 0 ? "" : "/").Append(Uri.EscapeDataString(segment));
        }

        return text.ToString();
    }

    /// <summary>A path below a run.</summary>
    public static string OfRun(ItemId run, params ReadOnlySpan<string> below) => Of(["runs", run.Text, .. below]);

    /// <summary>A path that a query follows.</summary>
    public static RemotePath At(string path)
    {
        var made = new RemotePath();
        made._text.Append(path);
        return made;
    }

    /// <summary>Adds a parameter; null adds none.</summary>
    public RemotePath With(string name, object? value)
    {
        if (value is not null)
        {
            string text = value is DateTimeOffset time ? time.ToString("o", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            _text.Append(_hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(text));
            _hasQuery = true;
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
