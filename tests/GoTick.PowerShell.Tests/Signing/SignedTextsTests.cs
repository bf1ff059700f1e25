using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GoTick.Core.Flows;
using GoTick.PowerShell.Signing;
using GoTick.Tests.Shared.Signing;
using Microsoft.Extensions.Time.Testing;

namespace GoTick.PowerShell.Tests.Signing;

public sealed class SignedTextsTests
{
    private const string Script = "param($X)\n\n$text = @'\ntwo\nlines – and a dash\n'@\nGet-TickMemo m { $text }\n";
    private static readonly Authority Ours = new("Our authority");
    private static readonly X509Certificate2 Signer = Ours.Issue("Signer");
    private static readonly X509Certificate2 Stamps = Ours.Issue("Clock", Authority.TimeStamping);
    private static readonly FakeTimeProvider Now = new(Authority.Year(2030));

    [Theory]
    [InlineData("flow.ps1", "\n", "")]
    [InlineData("flow.ps1", "\r\n", "")]
    [InlineData("flow.ps1", "\n", "\uFEFF")]
    [InlineData("flow.ps1", "\r\n", "\uFEFF")]
    [InlineData("flow.PS1", "\n", "")]
    [InlineData("module.psm1", "\r\n", "")]
    [InlineData("module.psd1", "\r\n", "")]
    [InlineData("types.ps1xml", "\r\n", "")]
    public void Distrust_SignedInAnyForm_IsNull(string path, string lineEnd, string mark)
    {
        string signed = new Authenticode(Signer).Sign(mark + Script.Replace("\n", lineEnd, StringComparison.Ordinal), path.EndsWith("xml", StringComparison.Ordinal));

        Assert.Null(Judge(File(path, signed)));
    }

    [Fact]
    public void Distrust_MixedLineEndings_IsRefused() =>
        AssertRefused("was changed", File("f.ps1", new Authenticode(Signer).Sign("'one'\r\n'two'\n'three'\r\n")));

    public static TheoryData<string, string> Changes => new()
    {
        { "not signed at all", "is not signed" },
        { "a letter of the script", "was changed" },
        { "code behind the block", "not the end" },
        { "code within the block", "not the end" },
        { "block without an end", "not the end" },
        { "a letter of the block", "" },
        { "no base64", "damaged" },
        { "another's block", "was changed" },
        { "the block of a script in a file of types", "is not signed" },
        { "signature of another kind of file", "another kind" },
        { "SHA-1", "not safe" },
        { "without attributes", "does not say" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Distrust_Changed_IsRefused(string what, string says)
    {
        var by = new Authenticode(Signer);
        string text = Stored(by.Sign(Script));
        string changed = what switch
        {
            "not signed at all" => Script,
            "a letter of the script" => text.Replace("$text }", "$X }", StringComparison.Ordinal),
            "code behind the block" => text + "'more'\n",
            "code within the block" => text.Replace("# SIG # End", "'more'\n# SIG # End", StringComparison.Ordinal),
            "block without an end" => text.Replace("# SIG # End signature block\n", "", StringComparison.Ordinal),
            "a letter of the block" => Flipped(text),
            "no base64" => text.Replace("# SIG # End", "# ===\n# SIG # End", StringComparison.Ordinal),
            "another's block" => Stored(by.Sign("'another'\n")).Replace("'another'\n", Script, StringComparison.Ordinal),
            "signature of another kind of file" => (by with { Kind = Guid.NewGuid() }).Sign(Script),
            "SHA-1" => (by with { Digest = ("1.3.14.3.2.26", Sha1) }).Sign(Script),
            "without attributes" => (by with { HasAttributes = false }).Sign(Script),
            _ => text,
        };

        string path = what == "the block of a script in a file of types" ? "t.ps1xml" : "f.ps1";
        AssertRefused(says, File(path, changed));
    }

    // Past the normal form that a version has: what a store holds, anybody who may write to it has made.
    [Theory]
    [InlineData("'one'\r\n")]
    [InlineData("\uFEFF'one'\n")]
    public void Read_NotInTheFormOfStoredTexts_IsRefused(string text) =>
        Assert.Throws<UntrustedTextException>(() => SignedText.Read(File("f.ps1", new Authenticode(Signer).Sign(text))));

    public static TheoryData<string, string, bool> Signers => new()
    {
        { "of the authority", "", true },
        { "of the authority, pinned", "", true },
        { "of the authority, pinned by SHA-1 as Windows shows it", "", true },
        { "of the authority, another is pinned", "not among the trusted", false },
        { "of an unknown authority", "no authority", false },
        { "of an unknown authority, pinned", "", true },
        { "self-signed", "no authority", false },
        { "self-signed, pinned", "", true },
        { "for servers", "not made for signing code", false },
        { "for servers, pinned", "not made for signing code", false },
        { "for nothing in particular", "not made for signing code", false },
        { "expired", "no trusted timestamp", false },
        { "expired, pinned", "no trusted timestamp", false },
        { "not valid yet", "no trusted timestamp", false },
        { "expired, stamped in time", "", true },
        { "expired, stamped in time the older way", "", true },
        { "expired, stamped in time, pinned", "", true },
        { "expired, stamped too late", "no trusted timestamp", false },
        { "expired, stamped too late the older way", "no trusted timestamp", false },
        { "expired, stamped by itself", "no trusted timestamp", false },
        { "expired, stamped by an unknown authority", "no trusted timestamp", false },
        { "valid, stamped by an unknown authority", "", true },
    };

    [Theory]
    [MemberData(nameof(Signers))]
    public void Distrust_BySigner(string who, string says, bool isTrusted)
    {
        X509Certificate2 signer =
            who.StartsWith("self-signed", StringComparison.Ordinal) ? Authority.SelfSigned("Alone")
            : who.StartsWith("of an unknown", StringComparison.Ordinal) ? new Authority("Others' authority").Issue("Stranger")
            : who.StartsWith("for servers", StringComparison.Ordinal) ? Ours.Issue("Server", Authority.ServerAuthentication)
            : who.StartsWith("for nothing", StringComparison.Ordinal) ? Ours.Issue("Anything", purpose: null)
            : who.StartsWith("expired", StringComparison.Ordinal) ? Ours.Issue("Old", to: 2029)
            : who.StartsWith("not valid yet", StringComparison.Ordinal) ? Ours.Issue("New", from: 2031)
            : Signer;
        DateTimeOffset stamped = who.Contains("too late", StringComparison.Ordinal) ? Authority.Year(2029).AddDays(1) : Authority.Year(2028);
        X509Certificate2 clock =
            who.EndsWith("by an unknown authority", StringComparison.Ordinal) ? new Authority("Others' authority").Issue("Clock", Authority.TimeStamping)
            : who.EndsWith("by itself", StringComparison.Ordinal) ? signer
            : Stamps;
        var by = new Authenticode(signer)
        {
            Others = [clock],
            Stamp = who.Contains("stamped", StringComparison.Ordinal) ? (clock, stamped, !who.EndsWith("older way", StringComparison.Ordinal)) : null,
        };
        string[] pinned = who.Contains("SHA-1", StringComparison.Ordinal) ? ["\u200E" + string.Join(' ', signer.Thumbprint.ToLowerInvariant().Chunk(2).Select(c => new string(c)))]
            : who.EndsWith("another is pinned", StringComparison.Ordinal) ? [new string('A', 64)]
            : who.EndsWith("pinned", StringComparison.Ordinal) ? [new string('A', 64), signer.GetCertHashString(HashAlgorithmName.SHA256)]
            : [];

        FlowVersion version = FlowVersion.Of(new FlowFile("f.ps1", by.Sign(Script)), []);

        if (isTrusted)
        {
            Assert.Null(Judge(version, pinned));
        }
        else
        {
            AssertRefused(says, version, pinned);
        }
    }

    [Theory]
    [InlineData("signed", true)]
    [InlineData("unsigned", false)]
    [InlineData("changed", false)]
    public void Distrust_OneHelper_CountsAsTheFlowDoes(string helper, bool isTrusted)
    {
        var by = new Authenticode(Signer);
        string text = helper == "unsigned" ? "function f { 1 }\n" : by.Sign("function f { 1 }\n");
        var version = FlowVersion.Of(
            new FlowFile("f.ps1", by.Sign(Script)),
            [new FlowFile("lib/a.ps1", by.Sign("'a'\n")), new FlowFile("lib/b.ps1", helper == "changed" ? text.Replace("{ 1 }", "{ 2 }", StringComparison.Ordinal) : text)]);

        string? why = Judge(version);

        Assert.Equal(isTrusted, why is null);
        Assert.Equal(!isTrusted, why?.Contains("'lib/b.ps1'", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void Distrust_SignedByAnotherProgram_IsNull()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Signing", "osslsigncode.ps1");
        var version = FlowVersion.Of(new FlowFile("f.ps1", GoTick.PowerShell.Hosting.FlowText.Read(path)), []);

        Assert.Null(Judge(version, "70:8D:EC:B7:66:59:48:C8:50:43:CE:25:DA:1F:CB:56:84:A0:69:7F:FD:64:39:E8:12:A6:AD:C9:3E:71:5D:5C"));
        AssertRefused("no authority", version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("zz11223344556677889900112233445566778899")]
    public void Thumbprint_OfNoSuchText_IsInvalid(string text) =>
        Assert.Equal("TickArgumentInvalid", Assert.Throws<GoTick.Core.Errors.TickException>(() => Thumbprint.Of(text)).ErrorId);

    private static string? Judge(FlowVersion version, params string[] pinned) =>
        new SignedTexts(new CertificateTrust([.. pinned.Select(Thumbprint.Of)], [Ours.Root]), Now).Distrust(version);

    private static string? Judge(FlowFile file) => Judge(FlowVersion.Of(file, []));

    private static void AssertRefused(string says, FlowVersion version, params string[] pinned)
    {
        string? why = Judge(version, pinned);
        Assert.NotNull(why);
        Assert.Contains(version.Main.Path, why, StringComparison.Ordinal);
        Assert.Contains(says, why, StringComparison.Ordinal);
    }

    private static void AssertRefused(string says, FlowFile file) => AssertRefused(says, FlowVersion.Of(file, []));

    private static FlowFile File(string path, string text) => new(path, text);

    private static string Stored(string text) => FlowFile.Normalized(text);

#pragma warning disable CA5350 // that it is refused is the point
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);
#pragma warning restore CA5350

    private static string Flipped(string text)
    {
        int at = text.Length - "# SIG # End signature block\n".Length - 100;
        char other = text[at] == 'A' ? 'B' : 'A';
        return text[..at] + other + text[(at + 1)..];
    }
}
