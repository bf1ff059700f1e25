namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class ObjectTests : IDisposable
{
    private readonly StandInSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("1..5 | Select-Object -First 2; 1..5 | Select-Object -Last 1; 1..5 | Select-Object -Skip 3", "1|2|5|4|5")]
    [InlineData("$n = 0; 1..1000 | ForEach-Object { $n++; $_ } | Select-Object -First 2 | Out-Null; $n", "2")]
    [InlineData("$n = 0; 1..9 | ForEach-Object { $n++; $_ } | Select-Object -First 2 -Wait | Out-Null; $n", "9")]
    [InlineData("1..5 | Select-Object -First 1 -Last 1; 1..5 | Select-Object -SkipLast 3; 1..5 | Select-Object -Last 2 -Skip 1", "1|5|1|2|3|4")]
    [InlineData("'a', 'b', 'c' | Select-Object -Index 2, 0; 'a', 'b', 'c' | Select-Object -SkipIndex 1", "a|c|a|c")]
    [InlineData("'a', 'b', 'a', 'A' | Select-Object -Unique; 'a', 'A' | Select-Object -Unique -CaseInsensitive", "a|b|A|a")]
    [InlineData("[pscustomobject]@{ a = 1; b = 2 } | Select-Object a, @{ n = 'd'; e = { $_.b * 2 } }, zz | ConvertTo-Json -Compress", "{\"a\":1,\"d\":4,\"zz\":null}")]
    [InlineData("[pscustomobject]@{ a = 1; b = 2 } | Select-Object * -ExcludeProperty a | ConvertTo-Json -Compress; [pscustomobject]@{ a = 1, 2 } | Select-Object -ExpandProperty a", "{\"b\":2}|1|2")]
    [InlineData("([pscustomobject]@{ a = 1 } | Select-Object a).pstypenames[0]", "Selected.System.Management.Automation.PSCustomObject")]
    [InlineData("1 | Select-Object -ExpandProperty q", "!ExpandPropertyNotFound,~SelectObjectCommand")]
    [InlineData("1 | Select-Object @{ bad = 1 }", "!DictionaryKeyUnknown,~SelectObjectCommand")]
    [InlineData("1 | Select-Object -First -1", "!ParameterArgumentValidationError,~SelectObjectCommand")]
    [InlineData("3, 1, 2 | Sort-Object; 1, 3 | Sort-Object -Descending; 'b', 'A' | Sort-Object; 2, 1, 2 | Sort-Object -Unique", "1|2|3|3|1|A|b|1|2")]
    [InlineData("5, 3, 9 | Sort-Object -Top 1; 5, 3, 9 | Sort-Object -Bottom 1", "3|9")]
    [InlineData("[pscustomobject]@{ n = 1; m = 1 }, [pscustomobject]@{ n = 1; m = 2 }, [pscustomobject]@{ n = 0; m = 3 } | Sort-Object n, @{ e = 'm'; Descending = $true } | ForEach-Object m", "3|2|1")]
    [InlineData("1 | Sort-Object @{ bad = 1 }", "!DictionaryKeyUnknown,~SortObjectCommand")]
    [InlineData("1 | Sort-Object -Top 0", "!ParameterArgumentValidationError,~SortObjectCommand")]
    [InlineData("$m = 1..4 | Measure-Object -Sum -Average -Maximum -Minimum -StandardDeviation; $m.Count; $m.Sum; $m.Average; $m.Minimum; $m.Maximum; [math]::Round($m.StandardDeviation, 4)", "4|10|2.5|1|4|1.291")]
    [InlineData("$m = \"a b`nc\" | Measure-Object -Line -Word -Character; $m.Lines; $m.Words; $m.Characters", "2|3|5")]
    [InlineData("('b', 'a' | Measure-Object -Minimum).Minimum; ([pscustomobject]@{ x = 3 } | Measure-Object x -Sum).Sum; (@() | Measure-Object).Count", "a|3|0")]
    [InlineData("('x' | Measure-Object -Sum).Count", "0|!NonNumericInputObject,~MeasureObjectCommand")]
    [InlineData("1 | Measure-Object nope", "!GenericMeasurePropertyNotFound,~MeasureObjectCommand")]
    [InlineData("'b', 'a', 'B' | Group-Object | ForEach-Object { $_.Name + $_.Count }", "a1|b2")]
    [InlineData("(1..4 | Group-Object { $_ % 2 } -AsHashTable)[1].Count; (1..4 | Group-Object { $_ % 2 } -NoElement)[0].Group.Count", "2|0")]
    [InlineData("1 | Group-Object -AsString", "!ArgumentException,~GroupObjectCommand")]
    public void Objects_AsInPowerShell_AreChosenAndMeasured(string script, string expected) => Assert.Equal(expected, _session.Run(script));
}
