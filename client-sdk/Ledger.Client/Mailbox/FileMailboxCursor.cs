using System.Globalization;
using Ledger.Protocol;

namespace Ledger.Client.Mailbox;

/// <summary>
/// A cursor in a small text file, one line for each node: validator id, space, sequence number. Replaced whole, so a kill leaves the old or
/// the new one.
/// </summary>
public sealed class FileMailboxCursor : IMailboxCursor
{
    private const int NodesMax = 1_024;
    private readonly string _path;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<Digest, ulong> _after = [];

    /// <summary>Reads the cursor at a path, or begins one.</summary>
    /// <exception cref="InvalidDataException">The file is no cursor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public FileMailboxCursor(string path)
    {
        _path = path;
        if (!File.Exists(path))
        {
            return;
        }

        foreach (var line
            in StrictText.Decode(File.ReadAllBytes(path), path)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(NodesMax))
        {
            var parts = line.Split(' ');
            if (parts.Length != 2 || !Digest.TryParse(parts[0], out var node) ||
                !ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var after))
            {
                throw new InvalidDataException($"{path} is no cursor of a mailbox: delete it to read from the beginning.");
            }

            _after[node] = after;
        }
    }

    /// <inheritdoc/>
    public ulong After(Digest node)
    {
        lock (_gate)
        {
            return _after.GetValueOrDefault(node);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Advance(Digest node, ulong through)
    {
        lock (_gate)
        {
            if (_after.GetValueOrDefault(node) >= through)
            {
                return;
            }

            _after[node] = through;
            var temporary = _path + ".new";
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            using (var text = new StreamWriter(file))
            {
                foreach (var (id, after) in _after)
                {
                    text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id} {after}"));
                }

                text.Flush();
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, _path, overwrite: true);
        }
    }
}
