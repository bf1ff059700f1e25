namespace GoTick.Host.Tests.StandIns;

[Collection("Sessions")] // runspaces that open at once can leave one without a location
public sealed class PathTests : IDisposable
{
    private readonly StandInSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Set-Content a.txt one, two; Add-Content a.txt three; Get-Content a.txt; (Get-Content a.txt -Raw).Length -gt 11", "one|two|three|True")]
    [InlineData("1..9 | Set-Content a.txt; Get-Content a.txt -TotalCount 1; Get-Content a.txt -Tail 1; (Get-Content a.txt -ReadCount 0).Count", "1|9|9")]
    [InlineData("1..9 | Set-Content a.txt; Get-Content a.txt | Select-Object -First 1; (Get-Content a.txt)[0].PSChildName", "1|a.txt")]
    [InlineData("Set-Content a.txt x -NoNewline -Encoding utf8NoBOM; (Get-Content a.txt -AsByteStream) -join ','", "120")]
    [InlineData("$env:STANDIN_TEST = 'a'; Get-Content env:STANDIN_TEST; Set-Content env:STANDIN_TEST b; $env:STANDIN_TEST; Remove-Item env:STANDIN_TEST; Test-Path env:STANDIN_TEST", "a|b|False")]
    [InlineData("Set-Content -LiteralPath '[x].txt' 1; Get-Content -LiteralPath '[x].txt'; Set-Content p.txt 1 -WhatIf; Test-Path p.txt", "1|False")]
    [InlineData("Get-Content nope", "!PathNotFound,~GetContentCommand")]
    [InlineData("Get-Content a -Tail 1 -TotalCount 1", "!TailAndHeadCannotCoexist,~GetContentCommand")]
    [InlineData("Set-Content nope/x 1", "!GetContentWriterDirectoryNotFoundError,~SetContentCommand")]
    [InlineData("Add-Content nope/x 1", "!GetContentWriterDirectoryNotFoundError,~AddContentCommand")]
    [InlineData("Test-Path .; Test-Path nope; Test-Path . -PathType Leaf; Test-Path nodrive:/x; Test-Path ''", "True|False|False|False|False")]
    [InlineData("Test-Path $null", "!NullPathNotPermitted,~TestPathCommand")]
    [InlineData("(Join-Path a b c).Replace('\\', '/'); 'p', 'q' | Join-Path -ChildPath x | ForEach-Object Replace '\\' '/'", "a/b/c|p/x|q/x")]
    [InlineData("Join-Path nodrive:/x y -Resolve", "!DriveNotFound,~JoinPathCommand")]
    [InlineData("Split-Path a/b.c -Leaf; Split-Path a/b.c; Split-Path a/b.c -LeafBase; Split-Path a/b.c -Extension; Split-Path env:x -Qualifier; Split-Path env:x -NoQualifier", "b.c|a|b|.c|env:|x")]
    [InlineData("Split-Path c -Qualifier", "!ParsePathFormatError,~SplitPathCommand")]
    [InlineData("Set-Content a.txt 1; (Resolve-Path a.*).Path -eq (Get-Location).Path + [IO.Path]::DirectorySeparatorChar + 'a.txt'; (Resolve-Path a.* -Relative).Replace('\\', '/')", "True|./a.txt")]
    [InlineData("Resolve-Path nope", "!PathNotFound,~ResolvePathCommand")]
    [InlineData("New-Item d/e -ItemType Directory | Out-Null; Set-Content d/e/f.txt 1; Get-ChildItem -Recurse -File -Name | ForEach-Object Replace '\\' '/'; (Get-ChildItem d -Depth 0).Name", "d/e/f.txt|e")]
    [InlineData("Set-Content a.txt, b.txt, c.log 1; (Get-ChildItem -Filter *.txt).Name; (Get-ChildItem * -Exclude *.txt).Name", "a.txt|b.txt|c.log")]
    [InlineData("Get-ChildItem nope", "!PathNotFound,~GetChildItemCommand")]
    [InlineData("Set-Content a.txt 1; (Get-Item a.txt).Length -gt 0; (Get-Item .).PSIsContainer", "True|True")]
    [InlineData("Get-Item nope; try { Get-Item nope -ErrorAction Stop } catch [System.Management.Automation.ItemNotFoundException] { 'caught' }", "caught|!PathNotFound,~GetItemCommand")]
    [InlineData("(New-Item a.txt -Value hi).Name; Get-Content a.txt; (New-Item . -Name b.txt -ItemType File -Force).Name", "a.txt|hi|b.txt")]
    [InlineData("Set-Content a.txt 1; New-Item a.txt", "!NewItemIOError,~NewItemCommand")]
    [InlineData("New-Item d/e -ItemType Directory | Out-Null; Remove-Item d -Recurse; Test-Path d", "False")]
    [InlineData("Set-Content a.txt, b.txt 1; Remove-Item *.txt -Exclude a*; (Get-ChildItem).Name; 'a.txt' | Remove-Item; @(Get-ChildItem).Count", "a.txt|0")]
    [InlineData("New-Item d/e -ItemType Directory | Out-Null; Remove-Item d", "!HostFunctionNotImplemented,~RemoveItemCommand")]
    [InlineData("Remove-Item nope; Remove-Item -LiteralPath nope", "!PathNotFound,~RemoveItemCommand|!PathNotFound,~RemoveItemCommand")]
    [InlineData("New-Item d -ItemType Directory | Out-Null; Set-Content d/x 1; Copy-Item d e -Recurse; (Get-ChildItem e).Name; (Copy-Item d/x y -PassThru).Name", "x|y")]
    [InlineData("Copy-Item nope x", "!PathNotFound,~CopyItemCommand")]
    [InlineData("Set-Content a 1; (Move-Item a b -PassThru).Name; Test-Path a", "b|False")]
    [InlineData("Move-Item nope x; Move-Item -LiteralPath nope x", "!PathNotFound,~MoveItemCommand|!InvalidOperation,~MoveItemCommand")]
    [InlineData("New-Item d -ItemType Directory | Out-Null; Set-Location d; Split-Path (Get-Location) -Leaf; (Set-Location .. -PassThru).Path -eq $PWD.Path", "d|True")]
    [InlineData("Set-Location nope", "!PathNotFound,~SetLocationCommand")]
    [InlineData("(Get-Location -PSProvider Environment).Path.TrimEnd('/', '\\'); (Get-Location -PSDrive Env).Path.TrimEnd('/', '\\')", "Env:|Env:")]
    [InlineData("Get-Location -PSDrive nope", "!GetLocationNoMatchingDrive,~GetLocationCommand")]
    public void Path_AsInPowerShell_IsUsedOrRefused(string script, string expected) => Assert.Equal(expected, _session.Run(script));
}
