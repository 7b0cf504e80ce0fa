using System.Collections.Concurrent;
using System.CommandLine;
using System.Text;

namespace Ledger.Cli.Tests;

/// <summary>
/// Runs command lines in this process, on trees of commands that are used again, by one command line at a time. An option that several
/// commands share remembers every tree that it was ever put in, and looks through them for each new one: a tree for each command line costs
/// the square of their number, which is nothing to a process that runs one, and most of the time of a process that runs a thousand.
/// </summary>
internal static class ReusedTrees
{
    private static readonly Lock Building = new();
    private static readonly ConcurrentDictionary<Kind, ConcurrentBag<Tree>> Idle = new();

    /// <summary>Runs one command line as a process of its own would.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync<TProgram>(
        IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken)
        where TProgram : CommandLineProgram, new()
    {
        var idle = Idle.GetOrAdd(Kind.Of<TProgram>(context), static _ => []);
        var tree = idle.TryTake(out var used) ? used : new Tree(new TProgram(), context);
        var code = await tree.RunAsync(args, context, cancellationToken);
        idle.Add(tree);
        return code;
    }

    /// <summary>What of a context a tree is built for: all that is no place that a command asks as it runs.</summary>
    private readonly record struct Kind(
        Type Program, int? Width, bool IsColoured, TimeSpan Patience, TimeProvider Clock, bool AsksSecrets, bool Asks)
    {
        internal static Kind Of<TProgram>(CliContext context) => new(
            typeof(TProgram), context.Width, context.IsColoured, context.Patience, context.Clock, context.AskSecret is not null,
            context.Ask is not null);
    }

    private sealed class Tree
    {
        private readonly CommandLineProgram _program;
        private readonly RootCommand _root;
        private CliContext _context;

        internal Tree(CommandLineProgram program, CliContext context)
        {
            (_program, _context) = (program, context);
            var passedOn = context with
            {
                Out = new PassedOn(() => _context.Out),
                Error = new PassedOn(() => _context.Error),
                Variable = name => _context.Variable(name),
                AskSecret = context.AskSecret is null ? null : question => _context.AskSecret!(question),
                Ask = context.Ask is null ? null : question => _context.Ask!(question),
            };
            lock (Building)
            {
                _root = program.Build(passedOn);
            }
        }

        internal Task<int> RunAsync(IReadOnlyList<string> args, CliContext context, CancellationToken cancellationToken)
        {
            _context = context;
            return _program.RunAsync(_root, args, context, cancellationToken);
        }
    }

    /// <summary>Writes where the command line that runs now writes.</summary>
    private sealed class PassedOn(Func<TextWriter> to) : TextWriter
    {
        public override Encoding Encoding => to().Encoding;

        public override void Write(char value) => to().Write(value);

        public override void Write(string? value) => to().Write(value);

        public override void Write(char[] buffer, int index, int count) => to().Write(buffer, index, count);

        public override void WriteLine(string? value) => to().WriteLine(value);

        public override Task WriteAsync(string? value) => to().WriteAsync(value);

        public override Task WriteLineAsync(string? value) => to().WriteLineAsync(value);

        public override void Flush() => to().Flush();

        public override Task FlushAsync() => to().FlushAsync();
    }
}
