using System.Collections;
using System.Collections.Specialized;
using GoTick.Core.Errors;
using GoTick.Core.Flows;
using GoTick.PowerShell.Hosting;
using GoTick.PowerShell.Values;

namespace GoTick.PowerShell.Tests.Values;

public sealed class ArgumentBinderTests
{
    public static readonly TheoryData<string, string, object?, object?> Bound = new()
    {
        { "[int] $N", "N", "42", 42 },
        { "[int] $N", "n", 42.0, 42 },
        { "[Alias('Num')] [int] $Number", "num", "7", 7 },
        { "[int] $Number", "Nu", 7, 7 },
        { "[string] $S", "S", 1.5, "1.5" },
        { "[string] $S", "S", null, "" },
        { "[string[]] $S", "S", "a", new[] { "a" } },
        { "[int[]] $N", "N", new object[] { "1", 2L }, new[] { 1, 2 } },
        { "[switch] $Force", "Force", true, true },
        { "[switch] $Force", "Force", "$false", false },
        { "[bool] $B", "B", 1, true },
        { "[bool] $B", "B", "true", true },
        { "[datetime] $D", "D", "2024-02-03", new DateTime(2024, 2, 3) },
        { "[timespan] $T", "T", "0:00:05", TimeSpan.FromSeconds(5) },
        { "[DayOfWeek] $D", "D", "monday", DayOfWeek.Monday },
        { "[Nullable[int]] $N", "N", "5", 5 },
        { "[guid] $G", "G", "0f8fad5b-d9cb-469f-a165-70867728950e", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e") },
        { "[uri] $U", "U", "https://a/", new Uri("https://a/") },
        { "$Any", "Any", "5", "5" },
        { "[My.Own.Type] $X", "X", "kept", "kept" },
        { "[System.IO.FileInfo] $F", "F", "x.txt", "x.txt" },
        { "[scriptblock] $B", "B", "1 + 1", "1 + 1" },
        { "[ValidateSet('a', 'b')] [string] $S", "S", "A", "A" },
        { "[ValidateRange(1, 10)] [int] $N", "N", 10, 10 },
        { "[ValidateRange('Positive')] [double] $N", "N", 0.5, 0.5 },
        { "[ValidatePattern('^a')] [string] $S", "S", "Abc", "Abc" },
        { "[ValidateScript({ throw 'never run' })] [int] $N", "N", 3, 3 },
        { "[Parameter(Mandatory)] [AllowEmptyString()] [string] $S", "S", "", "" },
        { "[Parameter()] [int] $N", "Verbose", true, true },
    };

    [Theory]
    [MemberData(nameof(Bound))]
    public void Bind_OfAGoodArgument_GivesItsRealNameAndType(string parameter, string name, object? value, object? expected)
    {
        OrderedDictionary bound = ArgumentBinder.Bind(new Hashtable { [name] = value }, Parameters(parameter));

        Assert.Single(bound.Keys.Cast<object>());
        Assert.Equal(expected, bound[0]);
        Assert.Equal(expected?.GetType(), bound[0]?.GetType());
    }

    public static readonly TheoryData<string, string, object?, string> Refused = new()
    {
        { "[int] $N", "Nope", 1, "Nope" },
        { "[int] $Name, [int] $Number", "N", 1, "N" },
        { "[int] $N", "N", "abc", "N" },
        { "[int] $N", "N", "99999999999", "N" },
        { "[string] $S", "S", new[] { "a", "b" }, "S" },
        { "[switch] $F", "F", "maybe", "F" },
        { "[bool] $B", "B", "text", "B" },
        { "[ValidateSet('a', 'b')] [string] $S", "S", "c", "S" },
        { "[ValidateSet('a', 'b')] [string[]] $S", "S", new[] { "a", "c" }, "S" },
        { "[ValidateRange(1, 10)] [int] $N", "N", 11, "N" },
        { "[ValidateRange(0.5, 1)] [double] $N", "N", 0.4, "N" },
        { "[ValidateRange('Negative')] [int] $N", "N", 0, "N" },
        { "[ValidateRange(-5, -1)] [int] $N", "N", 0, "N" },
        { "[ValidateLength(2, 3)] [string] $S", "S", "abcd", "S" },
        { "[ValidatePattern('^a', Options = 'None')] [string] $S", "S", "Abc", "S" },
        { "[ValidateCount(1, 2)] [int[]] $N", "N", new[] { 1, 2, 3 }, "N" },
        { "[ValidateNotNullOrEmpty()] [string] $S", "S", "", "S" },
        { "[ValidateNotNullOrWhiteSpace()] [string] $S", "S", " ", "S" },
        { "[ValidateNotNull()] $S", "S", null, "S" },
        { "[Parameter(Mandatory)] [string] $S", "S", "", "S" },
        { "[Parameter(Mandatory)] $S", "S", null, "S" },
        { "[Parameter(Mandatory)] [int] $N, $M", "M", 1, "N" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Bind_OfABadArgument_NamesTheParameter(string parameters, string name, object? value, string target)
    {
        TickException error = Assert.Throws<TickException>(() => ArgumentBinder.Bind(new Hashtable { [name] = value }, Parameters(parameters)));

        Assert.Equal(TickErrorId.ArgumentInvalid, error.ErrorId);
        Assert.Equal(target, error.Target);
    }

    [Fact]
    public void Bind_OfNameAndAlias_IsRefusedAsTwice() =>
        Assert.Throws<TickException>(() => ArgumentBinder.Bind(new Hashtable { ["N"] = 1, ["Num"] = 2 }, Parameters("[Alias('Num')] [int] $N")));

    [Fact]
    public void Bind_OfSeveral_OrdersThemAsTheScriptDoes() =>
        Assert.Equal(["B", "A"], ArgumentBinder.Bind(new OrderedDictionary { ["A"] = 1, ["B"] = 2 }, Parameters("$B, $A")).Keys.Cast<string>());

    public static readonly TheoryData<string, string[], string> Lines = new()
    {
        { "[int] $OrderId, [switch] $Force, $Name", ["-OrderId", "42", "-Force", "-Name:x"], "OrderId=42;Force=True;Name=x" },
        { "[int] $OrderId, $Name", ["42", "x"], "OrderId=42;Name=x" },
        { "[int] $OrderId, $Name", ["-Name", "x", "42"], "OrderId=42;Name=x" },
        { "[int] $N", ["-5"], "N=-5" },
        { "[int] $N", ["-N", "-5"], "N=-5" },
        { "[switch] $Force, $A", ["-Force:$false", "v"], "Force=False;A=v" },
        { "[switch] $Force, $A", ["-Force", "v"], "Force=True;A=v" },
        { "$A", ["-A", "a,b"], "A=a,b" },
        { "[string[]] $A", ["-A", "a,b"], "A=[a,b]" },
        { "[string[]] $A", ["-A", "a", "-A", "b"], "A=[a|b]" },
        { "$A, $B", ["--", "-A", "x"], "A=-A;B=x" },
        { "$A", ["-A:", "x"], "A=x" },
        { "$A", ["-A:-B"], "A=-B" },
        { "[Parameter()] $A", ["-Verbose", "v"], "A=v;Verbose=True" },
        { "$A", [], "" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void FromCommandLine_OfAGoodLine_BindsAsPwshDoes(string parameters, string[] line, string expected)
    {
        OrderedDictionary bound = ArgumentBinder.FromCommandLine(line, Parameters(parameters));

        Assert.Equal(expected, string.Join(";", bound.Cast<DictionaryEntry>().Select(e => $"{e.Key}={(e.Value is string[] several ? $"[{string.Join("|", several)}]" : e.Value)}")));
    }

    [Theory]
    [InlineData("$A", "-A")]
    [InlineData("$A, $B", "-A", "-B", "x")]
    [InlineData("$A", "x", "y")]
    [InlineData("$A", "-A", "1", "-A", "2")]
    [InlineData("$A", "-Unknown", "2")]
    [InlineData("[Parameter(Mandatory)] $A")]
    [InlineData("[CmdletBinding(PositionalBinding = $false)] param($A)", "x")]
    public void FromCommandLine_OfABadLine_IsRefused(string parameters, params string[] line) =>
        Assert.Equal(TickErrorId.ArgumentInvalid, Assert.Throws<TickException>(() => ArgumentBinder.FromCommandLine(line, Parameters(parameters))).ErrorId);

    private static IReadOnlyList<FlowParameter> Parameters(string text) =>
        ParameterReader.Read(FlowText.Parse(text.Contains("param(", StringComparison.Ordinal) ? text : $"param({text})", "/flow.ps1"));
}
