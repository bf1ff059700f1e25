using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace GoTick.Host.Access;

/// <summary>
/// The keys by which ASP.NET seals what belongs to this process alone: open forms, the first picture of a circuit. They die with it. In the store whoever reads it could
/// seal things, too, and sessions are kept there in a way that needs no seal.
/// </summary>
internal sealed class ProcessSeals : IXmlRepository
{
    private readonly Lock _lock = new();
    private readonly List<XElement> _keys = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock)
        {
            return [.. _keys.Select(k => new XElement(k))];
        }
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_lock)
        {
            _keys.Add(new XElement(element));
        }
    }
}
