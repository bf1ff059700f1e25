using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Numerics;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace GoTick.PowerShell.Values;

/// <summary>Types that a text describes in full. What <c>Import-Clixml</c> makes again as its type, and a few more.</summary>
internal static class KnownText
{
    private static readonly Dictionary<string, Entry> ByName = new Entry[]
    {
        Of(typeof(Version), v => v.ToString()!, Version.Parse),
        Of(typeof(Uri), v => ((Uri)v).OriginalString, t => new Uri(t, UriKind.RelativeOrAbsolute)),
        Of(typeof(SemanticVersion), v => v.ToString()!, SemanticVersion.Parse),
        Of(typeof(BigInteger), v => ((BigInteger)v).ToString("R", CultureInfo.InvariantCulture), t => BigInteger.Parse(t, CultureInfo.InvariantCulture)),
        Of(typeof(Int128), v => ((Int128)v).ToString(CultureInfo.InvariantCulture), t => Int128.Parse(t, CultureInfo.InvariantCulture)),
        Of(typeof(UInt128), v => ((UInt128)v).ToString(CultureInfo.InvariantCulture), t => UInt128.Parse(t, CultureInfo.InvariantCulture)),
        Of(typeof(Half), v => ((Half)v).ToString("R", CultureInfo.InvariantCulture), t => Half.Parse(t, CultureInfo.InvariantCulture)),
        Of(typeof(DateOnly), v => ((DateOnly)v).ToString("O", CultureInfo.InvariantCulture), t => DateOnly.ParseExact(t, "O", CultureInfo.InvariantCulture)),
        Of(typeof(TimeOnly), v => ((TimeOnly)v).ToString("O", CultureInfo.InvariantCulture), t => TimeOnly.ParseExact(t, "O", CultureInfo.InvariantCulture)),
        Of(typeof(IPAddress), v => v.ToString()!, IPAddress.Parse),
        Of(typeof(IPEndPoint), v => v.ToString()!, IPEndPoint.Parse),
        Of(typeof(MailAddress), v => v.ToString()!, t => new MailAddress(t)),
        Of(typeof(X509Certificate2), v => ((X509Certificate2)v).ExportCertificatePem(), t => X509Certificate2.CreateFromPem(t)),
        Of(typeof(XmlDocument), v => ((XmlDocument)v).OuterXml, Xml),
        Of(typeof(XmlElement), v => ((XmlElement)v).OuterXml, t => Xml(t).DocumentElement!),
    }.ToDictionary(e => e.Name, StringComparer.Ordinal);

    /// <summary>The name and text of a value; null when its type is not known.</summary>
    public static (string Name, string Text)? Of(object value)
    {
        // Some of these types have private heirs (IPAddress.Loopback is one).
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            if (ByName.TryGetValue(type.FullName!, out Entry? entry) && entry.Type == type)
            {
                return (entry.Name, entry.ToText(value));
            }
        }

        return null;
    }

    /// <summary>Makes the value again.</summary>
    /// <exception cref="FormatException">The name is not known.</exception>
    public static object Read(string name, string text) =>
        ByName.TryGetValue(name, out Entry? entry) ? entry.FromText(text) : throw new FormatException($"'{name}' is not a type with a text form.");

    /// <summary>True for a type that is kept as it is.</summary>
    public static bool Holds(Type type) => ByName.TryGetValue(type.FullName ?? "", out Entry? entry) && entry.Type == type;

    private static Entry Of(Type type, Func<object, string> toText, Func<string, object> fromText) => new(type.FullName!, type, toText, fromText);

    private static XmlDocument Xml(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(text);
        return document;
    }

    private sealed record Entry(string Name, Type Type, Func<object, string> ToText, Func<string, object> FromText);
}
