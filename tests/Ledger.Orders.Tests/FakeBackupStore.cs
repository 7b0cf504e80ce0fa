using Ledger.Client.Mailbox;
using Ledger.Protocol.V1;

namespace Ledger.Orders.Tests;

/// <summary>
/// Backups in memory, with hooks for nodes that lose, roll back and swap. What the real store does is shown over real nodes.
/// </summary>
internal sealed class FakeBackupStore : IBackupStore
{
    private readonly Dictionary<string, List<byte[]>> _boxes = new(StringComparer.Ordinal);
    private List<byte[]> _read = [];

    internal Dictionary<string, byte[]> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>Throws instead of leaving a letter.</summary>
    internal bool IsDown { get; set; }

    /// <summary>Keeps what should be deleted, as a node may.</summary>
    internal bool Keeps { get; set; }

    internal List<byte[]> BoxOf(MailboxOwner owner)
    {
        if (!_boxes.TryGetValue(owner.Address.ToString(), out var box))
        {
            _boxes[owner.Address.ToString()] = box = [];
        }

        return box;
    }

    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(MailboxOwner owner, CancellationToken cancellationToken)
    {
        _read = [.. BoxOf(owner)];
        return Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. _read.Select(letter => new ReadOnlyMemory<byte>(letter))]);
    }

    public Task ReplaceAsync(MailboxOwner owner, ReadOnlyMemory<byte> letter, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new IOException("No node answers.");
        }

        BoxOf(owner).RemoveAll(known => !Keeps && _read.Contains(known));
        BoxOf(owner).Add(letter.ToArray());
        return Task.CompletedTask;
    }

    public Task<DocumentReference> UploadAsync(ReadOnlyMemory<byte> content, string ticketPath, CancellationToken cancellationToken)
    {
        var name = Guid.NewGuid().ToString("n");
        Documents[name] = content.ToArray();
        File.WriteAllText(ticketPath, name);
        return Task.FromResult(new DocumentReference { Address = Google.Protobuf.ByteString.CopyFromUtf8(name) });
    }

    public Task<byte[]> DownloadAsync(DocumentReference reference, CancellationToken cancellationToken) =>
        Task.FromResult(Documents[reference.Address.ToStringUtf8()]);

    public Task DeleteAsync(string ticketPath, CancellationToken cancellationToken)
    {
        Documents.Remove(File.ReadAllText(ticketPath));
        File.Delete(ticketPath);
        return Task.CompletedTask;
    }
}
