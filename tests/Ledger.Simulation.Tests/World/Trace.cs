using System.Security.Cryptography;
using System.Text;

namespace Ledger.Simulation.Tests;

/// <summary>What happened, line by line: the last lines for reading, all of them in a hash, so that two runs can be compared.</summary>
internal sealed class Trace(EventQueue events, Action<string>? print)
{
    private const int LinesKept = 50;
    private readonly Queue<string> _last = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    internal int Lines { get; private set; }

    internal IEnumerable<string> Last => _last;

    internal void Add(string line)
    {
        var stamped = $"{events.Now,7} {line}";
        Lines++;
        _hash.AppendData(Encoding.UTF8.GetBytes(stamped));
        _last.Enqueue(stamped);
        if (_last.Count > LinesKept)
        {
            _last.Dequeue();
        }

        print?.Invoke(stamped);
    }

    internal string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());
}
