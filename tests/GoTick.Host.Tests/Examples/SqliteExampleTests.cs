using GoTick.Host.Tests.Processes;

namespace GoTick.Host.Tests.Examples;

[Collection(ProcessTests.Name)]
public sealed class SqliteExampleTests : ExampleTests;
