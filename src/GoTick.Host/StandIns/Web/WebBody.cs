using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;

namespace GoTick.Host.StandIns.Web;

/// <summary>What a script gives as a body, as HTTP content.</summary>
internal static class WebBody
{
    /// <summary>Name and value pairs as in a query or a form.</summary>
    public static string Pairs(IDictionary values) => string.Join('&', values.Cast<DictionaryEntry>().Select(
        entry => $"{WebUtility.UrlEncode(entry.Key.ToString())}={WebUtility.UrlEncode(TextOf(entry.Value))}"));

    /// <exception cref="FormatException">The content type is malformed.</exception>
    public static HttpContent Of(object body, string? contentType)
    {
        object value = body is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : body;
        MediaTypeHeaderValue type = MediaTypeHeaderValue.Parse(contentType ?? "application/x-www-form-urlencoded");
        HttpContent content = value switch
        {
            byte[] bytes => new ByteArrayContent(bytes),
            Stream stream => new StreamContent(stream),
            IDictionary values => Encoded(Pairs(values), type),
            XmlNode node => Encoded(node.OuterXml, type),
            _ => Encoded(TextOf(value), type),
        };
        content.Headers.ContentType = type;
        return content;
    }

    /// <summary>A multipart form: files as files, lists as repeated fields, the rest as text.</summary>
    public static HttpContent Form(IDictionary fields)
    {
        var form = new MultipartFormDataContent();
        foreach (DictionaryEntry field in fields)
        {
            string name = field.Key.ToString()!;
            object? value = field.Value is PSObject wrapped ? wrapped.BaseObject : field.Value;
            foreach (object? each in value is IEnumerable and not string ? ((IEnumerable)value).Cast<object?>() : [value])
            {
                Add(form, name, each is PSObject inner ? inner.BaseObject : each);
            }
        }

        return form;
    }

    private static void Add(MultipartFormDataContent form, string name, object? value)
    {
        if (value is FileInfo file)
        {
            var content = new StreamContent(file.OpenRead());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(content, name, file.Name);
        }
        else
        {
            form.Add(new StringContent(TextOf(value)), name);
        }
    }

    private static ByteArrayContent Encoded(string text, MediaTypeHeaderValue type)
    {
        Encoding encoding = string.IsNullOrEmpty(type.CharSet) ? Encoding.UTF8 : Encoding.GetEncoding(type.CharSet.Trim('"'));
        return new ByteArrayContent(encoding.GetBytes(text));
    }

    private static string TextOf(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;
}
