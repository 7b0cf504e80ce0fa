using System.Security.Cryptography;
using Ledger.Node;
using Ledger.Protocol;
using Ledger.Storage;

namespace Ledger.Host.Backups;

/// <summary>
/// Copies of a node's data directory: chain, state, letters and documents as they were at one instant, each file with its digest. The vote
/// lock is never in it, so that no vote is forgotten (docs/operations/backup.md).
/// </summary>
public static class NodeBackup
{
    private const string DataFolder = "node";
    private const string RestoringSuffix = ".restoring";

    /// <summary>Copies the two stores of a node as they are now; called in the process that has them open.</summary>
    /// <exception cref="StorageException">The copy could not be made.</exception>
    public static void Save(DataDirectory data, DataDirectory mail, string folder)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(mail);
        var target = Path.Combine(folder, DataFolder);
        data.SaveCheckpoint(target);
        mail.SaveCheckpoint(NodeMail.FolderIn(target));
    }

    /// <summary>Copies a stopped node's.</summary>
    /// <exception cref="StorageException">The directory is held by a running node, or the copy could not be made.</exception>
    public static void Save(string dataDirectory, GenesisFile genesis, string folder)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        using var data = DataDirectory.Open(dataDirectory, genesis.ChainId.ToArray(), new RocksStoreOptions());
        using var mail = DataDirectory.Open(NodeMail.FolderIn(dataDirectory), genesis.ChainId.ToArray(), NodeMail.StoreOptions);
        Save(data, mail, folder);
    }

    /// <summary>Opens the copy as a node would, takes down what it holds and each file's digest, and so makes it a backup.</summary>
    /// <exception cref="StorageException">The copy cannot be opened.</exception>
    public static BackupManifest Finish(string folder, GenesisFile genesis, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(clock);
        var head = HeadOf(Path.Combine(folder, DataFolder), genesis);
        var manifest = new BackupManifest
        {
            Format = 1,
            ChainId = genesis.ChainId.ToString(),
            Height = head.Height,
            FinalHeight = head.Final,
            BlockHash = head.Hash.ToString(),
            MadeAt = clock.GetUtcNow(),
            Files = [.. FilesOf(folder)],
        };
        manifest.WriteTo(folder);
        return manifest;
    }

    /// <summary>Checks every file of a backup and copies it to where a node's data directory is to be, which must not exist.</summary>
    /// <exception cref="StorageException">
    /// It is no finished backup, another chain's, or not what was written; or a data directory is there. Nothing was changed then.
    /// </exception>
    public static BackupManifest Restore(string folder, string dataDirectory, GenesisFile genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        var manifest = BackupManifest.Read(folder);
        if (manifest.ChainId != genesis.ChainId.ToString())
        {
            throw new StorageException(
                StorageError.OtherGenesis,
                $"The backup is of chain {manifest.ChainId}, and the genesis file's is {genesis.ChainId}. Nothing was changed.");
        }

        if (Path.Exists(dataDirectory))
        {
            throw new StorageException(
                StorageError.InUse,
                $"{dataDirectory} is there already, and nothing is written over. What to do: stop its node, move it away, and restore " +
                "again. Keep the vote lock where it is.");
        }

        RequireAsWritten(folder, manifest);
        var restoring = Path.TrimEndingDirectorySeparator(dataDirectory) + RestoringSuffix;
        if (Directory.Exists(restoring))
        {
            Directory.Delete(restoring, recursive: true); // of a run that was ended
        }

        Copy(folder, manifest, restoring);
        var head = HeadOf(restoring, genesis);
        if (head.Height != manifest.Height || head.Hash.ToString() != manifest.BlockHash)
        {
            throw Damaged(folder, $"its newest block is {head.Height} {head.Hash}, and {BackupManifest.FileName} says otherwise");
        }

        Directory.Move(restoring, dataDirectory);
        return manifest;
    }

    private static (ulong Height, ulong Final, Digest Hash) HeadOf(string dataDirectory, GenesisFile genesis)
    {
        using var mail = DataDirectory.Open(NodeMail.FolderIn(dataDirectory), genesis.ChainId.ToArray(), NodeMail.StoreOptions);
        using var data = DataDirectory.Open(dataDirectory, genesis.ChainId.ToArray(), new RocksStoreOptions());
        var core = StoppedNode.Open(genesis, data.Store);
        return (core.Chain.Head.Height, core.Finality.FinalHeight, core.Chain.Head.Hash);
    }

    private static IEnumerable<BackupFile> FilesOf(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Order(StringComparer.Ordinal)
        .Select(path => new BackupFile(path, new FileInfo(Path.Combine(folder, path)).Length, DigestOf(Path.Combine(folder, path))));

    private static void RequireAsWritten(string folder, BackupManifest manifest)
    {
        foreach (var file in manifest.Files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) ||
                !file.Path.StartsWith(DataFolder + "/", StringComparison.Ordinal))
            {
                throw Damaged(folder, $"it names {file.Path}, which is outside of it");
            }

            if (new FileInfo(path) is not { Exists: true, LinkTarget: null } found)
            {
                throw Damaged(folder, $"{file.Path} is missing");
            }

            if (found.Length != file.Bytes || DigestOf(path) != file.Sha256)
            {
                throw Damaged(folder, $"{file.Path} is not what was written");
            }
        }
    }

    private static void Copy(string folder, BackupManifest manifest, string target)
    {
        try
        {
            foreach (var file in manifest.Files)
            {
                var path = Path.Combine(target, file.Path[(DataFolder.Length + 1)..]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Copy(Path.Combine(folder, file.Path), path);
                using var copied = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
                RandomAccess.FlushToDisk(copied);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.Device,
                $"The backup could not be copied to {target}: {e.Message} What to do: make room, or see to the folder's rights, and " +
                "restore again.",
                e);
        }
    }

    private static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static StorageException Damaged(string folder, string what) => new(
        StorageError.Corrupt,
        $"The backup {folder} is damaged: {what}. Nothing was changed. What to do: take another backup, or let the node fetch the chain " +
        "from the others on an empty directory.");
}
