namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class JsonTests : IDisposable
{
    private readonly StandInSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("@{ a = 1 } | ConvertTo-Json -Compress; 1, 2 | ConvertTo-Json -Compress; 1 | ConvertTo-Json -AsArray -Compress", "{\"a\":1}|[1,2]|[1]")]
    [InlineData("ConvertTo-Json @() -Compress; $null | ConvertTo-Json; 'x' | ConvertTo-Json; $true | ConvertTo-Json; ConvertTo-Json ([guid]::Empty)", "[]|null|\"x\"|true|\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("@{ b = @{ c = @{ d = @{ e = 1 } } } } | ConvertTo-Json -Compress", "{\"b\":{\"c\":{\"d\":\"System.Collections.Hashtable\"}}}|warning:Resulting JSON is truncated as serialization has exceeded the set depth of 2.")]
    [InlineData("@{ b = @{ c = @{ d = @{ e = 1 } } } } | ConvertTo-Json -Compress -Depth 3", "{\"b\":{\"c\":{\"d\":{\"e\":1}}}}")]
    [InlineData("[DayOfWeek]::Monday | ConvertTo-Json; [DayOfWeek]::Monday | ConvertTo-Json -EnumsAsStrings", "1|\"Monday\"")]
    [InlineData("[version]'1.2.3' | Select-Object Major | ConvertTo-Json -Compress; [pscustomobject]@{ x = $null } | ConvertTo-Json -Compress", "{\"Major\":1}|{\"x\":null}")]
    [InlineData("@{ 1 = 2 } | ConvertTo-Json", "!NonStringKeyInDictionary,~ConvertToJsonCommand")]
    [InlineData("ConvertTo-Json 1 -Depth 101", "!ParameterArgumentValidationError,~ConvertToJsonCommand")]
    [InlineData("$o = '{\"a\":[1,2.5,\"2020-01-01T00:00:00Z\",{\"b\":true}]}' | ConvertFrom-Json; $o.a[0].GetType().Name; $o.a[1]; $o.a[2].Kind; $o.a[3].b", "Int64|2.5|Utc|True")]
    [InlineData("'{', '\"a\":1}' | ConvertFrom-Json | ForEach-Object a; '1', '2' | ConvertFrom-Json", "1|1|2")]
    [InlineData("('{\"a\":1,\"A\":2}' | ConvertFrom-Json -AsHashtable)['A']; ('[1,2]' | ConvertFrom-Json -NoEnumerate | ForEach-Object Count)", "2|2")]
    [InlineData("('\"2020-01-01T00:00:00Z\"' | ConvertFrom-Json -DateKind String).GetType().Name", "String")]
    [InlineData("'{bad' | ConvertFrom-Json", "!System.ArgumentException,~ConvertFromJsonCommand")]
    [InlineData("'{\"a\":1,\"A\":2}' | ConvertFrom-Json", "!KeysWithDifferentCasingInJsonString,~ConvertFromJsonCommand")]
    [InlineData("'{\"\":1}' | ConvertFrom-Json", "!EmptyKeyInJsonString,~ConvertFromJsonCommand")]
    public void Json_AsInPowerShell_IsWrittenAndRead(string script, string expected) => Assert.Equal(expected, _session.Run(script));
}
