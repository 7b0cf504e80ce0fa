using Ledger.Cli.Client;
using Ledger.Client.Mailbox;
using Ledger.Crypto.Keys;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Mail;

/// <summary>A mailbox in a folder: two key files under one PIN, the card to give away, and the cursor of what was read.</summary>
internal sealed class MailboxFolder(string path)
{
    private const string MailboxKeyFile = "mailbox.key";
    private const string EncryptionKeyFile = "encryption.key";

    internal string CardPath => Path.Combine(path, "card");

    internal string CursorPath => Path.Combine(path, "cursor");

    internal void Create(KeyPair mailboxKey, KeyPair encryptionKey, MailboxCard card, string pin)
    {
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw CliException.Usage(
                $"{path} exists and is not empty: name a new folder.", $"{path} 已存在且不为空，请指定新目录。");
        }

        Directory.CreateDirectory(path);
        KeyFile.Create(Path.Combine(path, MailboxKeyFile), mailboxKey, pin);
        KeyFile.Create(Path.Combine(path, EncryptionKeyFile), encryptionKey, pin);
        CardFile.Write(CardPath, card);
    }

    internal MailboxOwner Open(Invocation invocation)
    {
        var pinFile = invocation.PinPath;
        var keys = new KeyOpener(invocation.Context);
        using var mailboxKey = keys.Open(Path.Combine(path, MailboxKeyFile), pinFile);
        using var encryptionKey = keys.Open(Path.Combine(path, EncryptionKeyFile), pinFile);
        return new MailboxOwner(mailboxKey, encryptionKey);
    }
}
