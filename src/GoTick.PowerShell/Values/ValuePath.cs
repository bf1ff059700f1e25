using System.Text;

namespace GoTick.PowerShell.Values;

/// <summary>Where in a value the writer is, for its errors: <c>$.Servers[3].Client</c>.</summary>
internal sealed class ValuePath
{
    private readonly List<(string? Name, int Index)> _parts = [];

    /// <summary>Goes into a property or key.</summary>
    public void Enter(string name) => _parts.Add((name, 0));

    /// <summary>Goes into an element.</summary>
    public void Enter(int index) => _parts.Add((null, index));

    /// <summary>Goes back.</summary>
    public void Leave() => _parts.RemoveAt(_parts.Count - 1);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder("$");
        // The way into something endless is told by its beginning.
        foreach ((string? name, int index) in _parts.Take(12))
        {
            _ = name is null ? text.Append('[').Append(index).Append(']') : text.Append('.').Append(name);
        }

        return (_parts.Count > 12 ? text.Append('…') : text).ToString();
    }
}
