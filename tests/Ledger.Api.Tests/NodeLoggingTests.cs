using System.Text.Json;
using Ledger.Host;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests;

public sealed partial class NodeLoggingTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("ledger-logs").FullName, "logs");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void An_event_is_a_line_of_json_with_its_id_and_its_properties()
    {
        using (var logging = NodeLogging.Create(_folder, LogLevel.None))
        {
            Assert.False(Directory.Exists(_folder));
            var logger = logging.CreateLogger("Ledger.Node");
            Reached(logger, "zhuhai", 42);
            logger.LogDebug("not kept");
            logging.CreateLogger("Microsoft.AspNetCore").LogInformation("not kept either");
        }

        var line = Assert.Single(File.ReadAllLines(Assert.Single(Directory.GetFiles(_folder, "ledger-*.clef"))));
        var written = JsonDocument.Parse(line).RootElement;
        Assert.Equal("Node {Node} is at height {Height}", written.GetProperty("@mt").GetString());
        Assert.Equal("Warning", written.GetProperty("@l").GetString());
        Assert.Equal(("zhuhai", 42UL, 77), (written.GetProperty("Node").GetString(), written.GetProperty("Height").GetUInt64(),
            written.GetProperty("EventId").GetProperty("Id").GetInt32()));
        Assert.Equal("Ledger.Node", written.GetProperty("SourceContext").GetString());
    }

    [LoggerMessage(77, LogLevel.Warning, "Node {Node} is at height {Height}")]
    private static partial void Reached(ILogger logger, string node, ulong height);
}
