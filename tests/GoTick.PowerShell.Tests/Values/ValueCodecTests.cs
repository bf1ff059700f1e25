using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Text;
using System.Xml;
using CsCheck;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Tests.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Tests.Values;

public sealed class ValueCodecTests
{
    public static readonly TheoryData<object> Scalars =
    [
        true, false, 0, int.MinValue, long.MaxValue, (byte)255, (sbyte)-128, short.MinValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue,
        0.1, double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, float.MaxValue, 1.10m, decimal.MinValue, 'x', '\0', '\uD800',
        "", "plain", "ümläut 😀", "a\0b\u0001\r\n\t", "half \uD83D alone", "\uDE00\uD83D", "s3:x", "<Objs>&amp;", "_x0041_",
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), TimeSpan.MinValue, TimeSpan.FromTicks(1),
        new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc), new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Unspecified),
        new DateTime(2024, 7, 1, 1, 2, 3, DateTimeKind.Local), DateTime.MinValue, DateTime.MaxValue,
        new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromMinutes(-210)), DBNull.Value,
        new Version(1, 2, 3), new Version("1.2.3.4"), new Uri("https://example.org/a?b=ü"), new Uri("relative/x", UriKind.Relative), new SemanticVersion(7, 5, 0, "rc.1"),
        BigInteger.Pow(10, 60), IPAddress.Loopback, IPAddress.Parse("fe80::1"), new DateOnly(2024, 1, 2), new TimeOnly(3, 4, 5),
        DayOfWeek.Friday, FileAttributes.Hidden | FileAttributes.System, (DayOfWeek)42, ErrorCategory.ParserError, UInt128.MaxValue, (Half)1.5,
    ];

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Decode_OfAScalar_GivesTheSameValueOfTheSameType(object value)
    {
        object? back = RoundTrip(value);

        Assert.Equal(value, back);
        Assert.Equal(value.GetType(), back is IPAddress ? value.GetType() : back!.GetType());
        // Inside of something it is the same.
        Assert.Equal(value, ((object?[])RoundTrip(new object?[] { value, 1 })!)[0]);
    }

    [Fact]
    public void Decode_OfADate_KeepsKindAndNegativeZeroItsSign()
    {
        Assert.Equal(DateTimeKind.Local, ((DateTime)RoundTrip(new DateTime(2024, 7, 1, 0, 0, 0, DateTimeKind.Local))!).Kind);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)RoundTrip(DateTime.UnixEpoch)!).Kind);
        Assert.True(double.IsNegative((double)RoundTrip(-0.0)!));
        Assert.Equal("1.10", ((decimal)RoundTrip(1.10m)!).ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Encode_InACultureWithASignOfItsOwn_WritesTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~", NumberDecimalSeparator = "," } };
            Assert.Equal("i-5", ValueCodec.Encode(-5, "x").Text);
            Assert.Equal("d-1.5", ValueCodec.Encode(-1.5, "x").Text);
            Assert.Equal(-5L, ValueCodec.Decode(new Payload("l-5")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Decode_OfContainers_KeepsTheirKind()
    {
        Assert.Equal(new object?[] { 1, null, "x" }, Assert.IsType<object?[]>(RoundTrip(new object?[] { 1, null, "x" })));
        Assert.Equal([1, 2], Assert.IsType<int[]>(RoundTrip(new[] { 1, 2 })));
        Assert.Equal([DayOfWeek.Monday], Assert.IsType<DayOfWeek[]>(RoundTrip(new[] { DayOfWeek.Monday })));
        Assert.Equal([0, 255], Assert.IsType<byte[]>(RoundTrip(new byte[] { 0, 255 })));
        Assert.Equal(["a", null], Assert.IsType<string?[]>(RoundTrip(new string?[] { "a", null })));
        Assert.Equal(2, Assert.IsType<ArrayList>(RoundTrip(new ArrayList { 1, "b" })).Count);
        Assert.Equal([1L], Assert.IsType<List<long>>(RoundTrip(new List<long> { 1 })));
        Assert.IsType<List<object>>(RoundTrip(new List<object> { 1 }));
        Assert.Empty(Assert.IsType<object[]>(RoundTrip(Array.Empty<object>())));
        Assert.Equal(1, Assert.IsType<Queue>(RoundTrip(new Queue(new[] { 1, 2 }))).Dequeue());
        Assert.Equal(2, Assert.IsType<Stack>(RoundTrip(new Stack(new[] { 1, 2 }))).Pop());
        Assert.Equal(2, Assert.IsType<object[]>(RoundTrip(new HashSet<int> { 4, 5 })).Length);
        Assert.Equal("<a b=\"1\"> <c /></a>", Assert.IsType<XmlDocument>(RoundTrip(Xml("<a b=\"1\"> <c /></a>"))).OuterXml);
    }

    [Fact]
    public void Decode_OfTables_KeepsOrderKeysAndWhetherCaseCounts()
    {
        var ordered = new OrderedDictionary { ["z"] = 1, ["a"] = 2 };
        var back = Assert.IsType<OrderedDictionary>(RoundTrip(ordered));
        Assert.Equal(["z", "a"], back.Keys.Cast<string>());
        Assert.Equal(2, back["A"]);

        var keys = Assert.IsType<Hashtable>(RoundTrip(new Hashtable { [1] = "one", [DayOfWeek.Monday] = "two", ["A"] = "three" }));
        Assert.Equal("one", keys[1]);
        Assert.Equal("two", keys[DayOfWeek.Monday]);
        Assert.Equal("three", keys["a"]);

        var cased = Assert.IsType<Hashtable>(RoundTrip(new Hashtable { ["a"] = 1, ["A"] = 2 }));
        Assert.Equal(2, cased["A"]);
    }

    [Fact]
    public void Decode_OfCustomObjects_KeepsOrderTypeNamesAndNotes()
    {
        using var session = new ScriptSession();
        var value = (PSObject)session.Run("[pscustomobject]@{ PSTypeName = 'My.Order'; Z = 1; A = [pscustomobject]@{ Deep = @(1, @(2)) } }")[0]!;
        var back = Assert.IsType<PSObject>(RoundTrip(value));

        Assert.Equal(["Z", "A"], back.Properties.Select(p => p.Name));
        Assert.Equal("My.Order", back.TypeNames[0]);
        Assert.Equal(2, session.Run("$v.A.Deep[1][0]", new Hashtable { ["v"] = back })[0]);

        var noted = new PSObject("text");
        noted.Properties.Add(new PSNoteProperty("Why", 7));
        var again = Assert.IsType<PSObject>(RoundTrip(noted));
        Assert.Equal("text", again.BaseObject);
        Assert.Equal(7, again.Properties["Why"].Value);
        Assert.Equal(7, ((PSObject)((object?[])RoundTrip(new object[] { noted })!)[0]!).Properties["Why"].Value);
    }

    [Fact]
    public void Decode_OfOtherObjects_GivesAPictureOfTwoLevels()
    {
        var back = Assert.IsType<PSObject>(RoundTrip(new UriBuilder("http://host:81/x")));

        Assert.Equal("Deserialized.System.UriBuilder", back.TypeNames[0]);
        Assert.Equal(81, back.Properties["Port"].Value);
        Assert.Equal("http://host:81/x", back.ToString());
        Assert.Equal(back.ToString(), RoundTrip(back)!.ToString());
    }

    [Fact]
    public void Encode_Of64Levels_Works_AndOf65_SaysWhere()
    {
        Assert.NotNull(RoundTrip(Nested(64)));
        TickException error = Assert.Throws<TickException>(() => ValueCodec.Encode(Nested(65), "the value"));

        Assert.Equal(TickErrorId.NotSerializable, error.ErrorId);
        Assert.StartsWith("$.x.x", (string)error.Target!, StringComparison.Ordinal);
    }

    public static readonly TheoryData<string, string, string> Refused = new()
    {
        { "$a = @{ Servers = @(1, 2, @{ Client = $null }) }; $a.Servers[2].Client = [System.IO.MemoryStream]::new(); $a", TickErrorId.NotSerializable, "$.Servers[2].Client" },
        { "@{ a = { 1 } }", TickErrorId.NotSerializable, "$.a" },
        { "$h = @{}; $h.me = @($h); $h", TickErrorId.NotSerializable, "$.me[0]" },
        { "$o = [pscustomobject]@{ X = $null }; $o.X = $o; $o", TickErrorId.NotSerializable, "$.X" },
        { ",[int[,]]::new(2, 2)", TickErrorId.NotSerializable, "$" },
        { "[pscredential]::new('u', [securestring]::new())", TickErrorId.SecretRefused, "$" },
        { "@{ deep = @([pscustomobject]@{ Secret = [securestring]::new() }) }", TickErrorId.SecretRefused, "$.deep[0].Secret" },
        { "@{ ([securestring]::new()) = 1 }", TickErrorId.SecretRefused, "$.System.Security.SecureString" },
        { "$p = [psobject]'text'; $p.psobject.Properties.Add([psnoteproperty]::new('Pw', [securestring]::new())); $p", TickErrorId.SecretRefused, "$.Pw" },
        { "$p = [psobject]5; $p.psobject.Properties.Add([psnoteproperty]::new('Pw', [securestring]::new())); @{ n = $p }", TickErrorId.SecretRefused, "$.n.Pw" },
        { "[System.Net.NetworkCredential]::new('u', 'p')", TickErrorId.SecretRefused, "$" },
        { "$o = [pscustomobject]@{}; $o.psobject.Properties.Add([psscriptproperty]::new('Bad', { throw 'no' })); $o", TickErrorId.NotSerializable, "$.Bad" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Encode_OfWhatCannotBeKept_SaysWhyAndWhere(string script, string id, string path)
    {
        using var session = new ScriptSession();
        object value = session.Run("function Get-It {" + script + "}; $box = [object[]]::new(1); $box[0] = Get-It; ,$box")[0]!;
        object? inner = ((object?[])value)[0];

        TickException error = Assert.Throws<TickException>(() => ValueCodec.Encode(inner, "the value"));

        Assert.Equal(id, error.ErrorId);
        Assert.Equal(path, error.Target);
    }

    [Fact]
    public void Encode_OverOneMebibyte_IsRefused()
    {
        Assert.Equal(TickErrorId.PayloadTooLarge, Assert.Throws<TickException>(() => ValueCodec.Encode(new string('x', Payload.MaxBytes), "x")).ErrorId);
        Assert.Equal(TickErrorId.PayloadTooLarge, Assert.Throws<TickException>(() => ValueCodec.Encode(Enumerable.Range(0, 500_000).ToArray(), "x")).ErrorId);
    }

    [Fact]
    public void DecodeOutput_TellsNoneOneAndSeveralApart()
    {
        Assert.Empty(ValueCodec.DecodeOutput(Payload.None));
        Assert.Equal([null], ValueCodec.DecodeOutput(ValueCodec.EncodeOutput([], "x")));
        Assert.Equal([5], ValueCodec.DecodeOutput(ValueCodec.EncodeOutput([5], "x")));
        Assert.Equal([1, 2], ValueCodec.DecodeOutput(ValueCodec.EncodeOutput([1, 2], "x")));
        Assert.Equal([new object[] { 1, 2 }], ValueCodec.DecodeOutput(ValueCodec.EncodeOutput([new object[] { 1, 2 }], "x")));
        Assert.Equal(new object[] { 1, 2 }, ValueCodec.Decode(ValueCodec.EncodeOutput([1, 2], "x")));
    }

    [Theory]
    [InlineData("z9")]
    [InlineData("ix")]
    [InlineData("[9:i1:1")]
    [InlineData("[")]
    [InlineData("")]
    [InlineData("[1:s99:short")]
    public void Decode_OfADamagedText_IsUnreadable(string text) =>
        Assert.Equal(TickErrorId.JournalUnreadable, Assert.Throws<TickException>(() => ValueCodec.Decode(new Payload(text))).ErrorId);

    // A stored format: these texts must be readable for ever.
    [Theory]
    [InlineData("n", null)]
    [InlineData("i42", 42)]
    [InlineData("t", true)]
    [InlineData("sabc", "abc")]
    [InlineData("d1.5", 1.5)]
    public void Decode_OfTextsOfTheFirstRelease_StillWorks(string text, object? value) => Assert.Equal(value, ValueCodec.Decode(new Payload(text)));

    [Fact]
    public void Decode_OfAContainerOfTheFirstRelease_StillWorks()
    {
        var table = Assert.IsType<OrderedDictionary>(ValueCodec.Decode(new Payload("o2:s1:ai1:1s1:b[2:s1:xp1:n0:n0:s1:Qt0:")));
        Assert.Equal(1, table["a"]);
        Assert.Equal(true, ((PSObject)((object[])table["b"]!)[1]).Properties["Q"].Value);
    }

    [Fact]
    public void Encode_OfAnyTree_DecodesToTheSameAndTwiceToTheSameText() => Tree.Sample(
        tree =>
        {
            Payload once = ValueCodec.Encode(tree, "x");
            object? back = ValueCodec.Decode(once);
            // Stores keep UTF-8.
            Assert.Equal(once.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(once.Text)));
            Assert.Equal(once, ValueCodec.Encode(back, "x"));
            Assert.Equal(Shape(tree), Shape(back));
        },
        iter: 2_000);

    private static readonly Gen<object?> Leaf = Gen.OneOf(
        Gen.Int.Select(v => (object?)v), Gen.Long.Select(v => (object?)v), Gen.Double.Select(v => (object?)v), Gen.Decimal.Select(v => (object?)v),
        Gen.String.Select(v => (object?)v), Gen.String[Gen.Char['\uD7F0', '\uE010'], 0, 5].Select(v => (object?)v), Gen.Bool.Select(v => (object?)v),
        Gen.DateTime.Select(v => (object?)v), Gen.TimeSpan.Select(v => (object?)v), Gen.Guid.Select(v => (object?)v), Gen.Byte.Array[0, 9].Select(v => (object?)v),
        Gen.Enum<DayOfWeek>().Select(v => (object?)v), Gen.Const((object?)null), Gen.Int.Array[0, 4].Select(v => (object?)v));

    private static readonly Gen<object?> Tree = Gen.Recursive<object?>((depth, self) => depth == 4
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (1, self.Array[0, 4].Select(v => (object?)v)),
            (1, self.List[0, 4].Select(v => (object?)new ArrayList(v))),
            (1, Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 6], self)[0, 4].Select(v => (object?)Ordered(v))),
            (1, Gen.Dictionary(Gen.String[Gen.Char['a', 'z'], 1, 6], self)[0, 4].Select(v => (object?)Custom(v)))));

    private static OrderedDictionary Ordered(Dictionary<string, object?> items)
    {
        var table = new OrderedDictionary();
        foreach ((string key, object? value) in items)
        {
            table.Add(key, value);
        }

        return table;
    }

    private static PSObject Custom(Dictionary<string, object?> items)
    {
        var custom = new PSObject();
        foreach ((string key, object? value) in items)
        {
            custom.Properties.Add(new PSNoteProperty(key, value));
        }

        return custom;
    }

    private static string Shape(object? value) => value switch
    {
        null => "null",
        PSObject { BaseObject: PSCustomObject } custom => "{" + string.Join(";", custom.Properties.Select(p => p.Name + "=" + Shape(p.Value))) + "}",
        IDictionary table => table.GetType().Name + "(" + string.Join(";", table.Keys.Cast<object>().Select(k => Shape(k) + "=" + Shape(table[k]))) + ")",
        string text => "s" + string.Join(",", text.Select(c => (int)c)),
        DateTime time => $"{time.Ticks}{time.Kind}",
        IEnumerable items => items.GetType().Name + "[" + string.Join(";", items.Cast<object?>().Select(Shape)) + "]",
        _ => value.GetType().Name + string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static object? RoundTrip(object? value) => ValueCodec.Decode(ValueCodec.Encode(value, "the value"));

    private static Hashtable Nested(int depth)
    {
        var table = new Hashtable();
        for (int i = 1; i < depth; i++)
        {
            table = new Hashtable { ["x"] = table };
        }

        return table;
    }

    private static XmlDocument Xml(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        document.LoadXml(text);
        return document;
    }
}
