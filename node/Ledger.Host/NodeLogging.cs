using System.Globalization;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting.Compact;

namespace Ledger.Host;

/// <summary>
/// Where nodes log: readable lines on the error output, and compact JSON in a file that rolls, one event a line with its id, level and
/// properties (<c>Node</c>, <c>Height</c>), for whoever searches it later (docs/operations/logs.md).
/// </summary>
public static class NodeLogging
{
    /// <summary>Bytes of a file after which the next begins.</summary>
    public const long FileBytesMax = 64L * 1024 * 1024;

    /// <summary>Files kept; the oldest go first.</summary>
    public const int FilesMax = 32;

    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u4} {Message:lj}{NewLine}{Exception}";

    /// <summary>Makes the loggers of a program. Nothing is written to the folder before something is said.</summary>
    /// <param name="folder">Where the files go: <c>ledger-DATE.clef</c>, a new one each day.</param>
    /// <param name="console">The least level that the error output shows.</param>
    public static ILoggerFactory Create(string folder, LogLevel console)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(LogEventLevel.Information)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LevelAlias.Off) // its program says in words what kept it
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LevelAlias.Off) // the node says a change once itself
            .MinimumLevel.Override("Grpc", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(LevelConvert.ToSerilogLevel(console), Line, CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Verbose)
            .WriteTo.Sink(new RollingFile(folder))
            .CreateLogger();
        return new SerilogLoggerFactory(logger, dispose: true);
    }

    // The folder may not be there yet, and whether it may be used is for others to find out.
    private sealed class RollingFile(string folder) : ILogEventSink, IDisposable
    {
        private readonly Lazy<Logger> _file = new(() => new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.File(
                new CompactJsonFormatter(), Path.Combine(folder, "ledger-.clef"), fileSizeLimitBytes: FileBytesMax,
                rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true, retainedFileCountLimit: FilesMax)
            .CreateLogger());

        public void Emit(LogEvent logEvent) => _file.Value.Write(logEvent);

        public void Dispose()
        {
            if (_file.IsValueCreated)
            {
                _file.Value.Dispose();
            }
        }
    }
}
