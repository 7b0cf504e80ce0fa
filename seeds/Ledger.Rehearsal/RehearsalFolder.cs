using Ledger.Host.Consortium;
using Ledger.Storage;

namespace Ledger.Rehearsal;

/// <summary>
/// The folder of a rehearsal: genesis and keys under <c>consortium/</c>, one data directory for each validator under <c>nodes/</c>.
/// </summary>
internal sealed class RehearsalFolder
{
    private const string Marker = "rehearsal";

    private RehearsalFolder(string path) => Root = path;

    internal string Root { get; }

    internal string Consortium => Path.Combine(Root, "consortium");

    internal string Nodes => Path.Combine(Root, "nodes");

    /// <summary>Where the embedded engine keeps the order.</summary>
    internal string EmbeddedOrder => Path.Combine(Nodes, LocalConsortium.OrderFolder);

    /// <summary>The members of etcd, where the order lies there.</summary>
    internal string Etcd => Path.Combine(Root, "etcd");

    /// <summary>The order books of bidders and guarantors.</summary>
    internal string Orders => Path.Combine(Root, "orders");

    /// <summary>Where an audit executes the chain again; removed afterwards.</summary>
    internal string Audit => Path.Combine(Root, "audit");

    /// <summary>Opens the folder, emptied first where <paramref name="fresh"/>. Only what a rehearsal made is ever removed.</summary>
    /// <exception cref="StorageException">It is not a rehearsal's, in use, or cannot be written; the message says what to do.</exception>
    internal static RehearsalFolder Open(string path, bool fresh)
    {
        var folder = new RehearsalFolder(Path.GetFullPath(path));
        var marker = Path.Combine(folder.Root, Marker);
        if (Directory.Exists(folder.Root) && Directory.EnumerateFileSystemEntries(folder.Root).Any() && !File.Exists(marker))
        {
            throw new StorageException(
                StorageError.OtherFormat,
                $"{folder.Root} holds files that are not a rehearsal's. Choose another folder with --data, or empty this one.");
        }

        if (fresh && File.Exists(marker))
        {
            RequireUnused(folder);
            Directory.Delete(folder.Root, recursive: true);
        }

        Begin(folder.Root, marker);
        return folder;
    }

    private static void Begin(string root, string marker)
    {
        try
        {
            Directory.CreateDirectory(root);
            File.WriteAllText(marker, "A test consortium's data. Remove the folder, or run with --fresh, to start over.\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.Device,
                $"The consortium's folder {root} cannot be written: {e.Message} Choose another one with --data, or make room or give " +
                $"yourself the right there.",
                e);
        }
    }

    internal long BytesOfOneNode()
    {
        var first = Directory.EnumerateDirectories(Nodes).Where(node => Path.GetFileName(node) != "ordering").Order(StringComparer.Ordinal)
            .First();
        return Directory.EnumerateFiles(first, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
    }

    // A running consortium holds a lock in each data directory: removing its files under it would leave it on nothing.
    private static void RequireUnused(RehearsalFolder folder)
    {
        if (!Directory.Exists(folder.Nodes))
        {
            return;
        }

        foreach (var lockFile in Directory.EnumerateFiles(folder.Nodes, "lock", SearchOption.AllDirectories))
        {
            try
            {
                using var probe = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e)
            {
                throw new StorageException(StorageError.InUse, $"Another process is using {folder.Root}. Stop it first.", e);
            }
        }
    }
}
