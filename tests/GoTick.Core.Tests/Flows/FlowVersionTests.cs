using GoTick.Core.Errors;
using GoTick.Core.Flows;

namespace GoTick.Core.Tests.Flows;

public sealed class FlowVersionTests
{
    /// <summary>Made by hand from the texts' bytes. If it ever changes, every stored run loses its text.</summary>
    private const string Hash = "2eb495f79917460cac3c057ea8eb77dd1f43e172d73bcd9157940cda9e4f6237";

    private static readonly FlowFile Main = new("close-order.ps1", "param([int] $OrderId)\nGet-TickMemo 'é' { 1 }\n");
    private static readonly FlowFile A = new("lib/a.ps1", "function A {}\n");
    private static readonly FlowFile B = new("lib/b.psm1", "# b");

    [Fact]
    public void Of_KnownTexts_HasTheKnownHash() => Assert.Equal(Hash, FlowVersion.Of(Main, [A, B]).Hash);

    [Fact]
    public void Of_OtherOrderLineEndingsBomSlashesAndRepeats_IsTheSame() => Assert.Equal(
        Hash,
        FlowVersion.Of(
            Main with { Text = "\uFEFF" + Main.Text.Replace("\n", "\r\n", StringComparison.Ordinal) },
            [B, A with { Path = @"lib\a.ps1", Text = "function A {}\r" }, A, Main]).Hash);

    [Theory]
    [InlineData("close-order.ps1", "param()")]
    [InlineData("other.ps1", "param([int] $OrderId)\nGet-TickMemo 'é' { 1 }\n")]
    public void Of_AnotherTextOrName_IsAnother(string path, string text) => Assert.NotEqual(Hash, FlowVersion.Of(new FlowFile(path, text), [A, B]).Hash);

    [Fact]
    public void Of_TextMovedBetweenFiles_IsAnother() => Assert.NotEqual(
        FlowVersion.Of(new FlowFile("a", "bc"), [new FlowFile("d", "e")]).Hash,
        FlowVersion.Of(new FlowFile("ab", "c"), [new FlowFile("d", "e")]).Hash);

    [Theory]
    [InlineData("'a\u2028b'")]
    [InlineData("'a\fb\u0085'")]
    public void Of_CharactersThatAreNoLineEndingsOfFiles_AreKept(string text) => Assert.Equal(text, FlowVersion.Of(new FlowFile("a", text), []).Main.Text);

    [Fact]
    public void FromBytes_WhatWasStored_IsTheSame()
    {
        FlowVersion stored = FlowVersion.Of(Main, [A, B]);
        Assert.Equal(stored.Files, FlowVersion.FromBytes(Hash, stored.ToBytes()).Files);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{\"path\":\"a\"}]")]
    [InlineData("not json")]
    [InlineData("[{\"path\":\"close-order.ps1\",\"text\":\"changed\"}]")]
    public void FromBytes_SomethingElse_IsRefused(string body) => Assert.Equal(
        TickErrorId.FlowTextMismatch,
        Assert.Throws<TickException>(() => FlowVersion.FromBytes(Hash, System.Text.Encoding.UTF8.GetBytes(body))).ErrorId);
}
