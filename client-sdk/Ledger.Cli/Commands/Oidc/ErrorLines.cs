using Microsoft.Extensions.Logging;

namespace Ledger.Cli.Commands.Oidc;

/// <summary>The log of a command that serves, as lines on standard error: warnings and worse, and the provider's own news.</summary>
internal sealed class ErrorLines(TextWriter error) : ILoggerProvider
{
    private static readonly Lock Writing = new();

    public ILogger CreateLogger(string categoryName) =>
        new Lines(error, categoryName.StartsWith("Ledger.", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    public void Dispose()
    {
    }

    private sealed class Lines(TextWriter error, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            lock (Writing)
            {
                error.WriteLine($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" {exception.Message}")}");
            }
        }
    }
}
