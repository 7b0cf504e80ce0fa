using Google.Protobuf;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// A folder of orders, one file each, and of this side's own file: written whole or not at all, for their owner alone, by one process at a
/// time.
/// </summary>
internal sealed class OrderFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const string Extension = ".order";
    private const string OwnerFile = "owner";
    private readonly string _folder;
    private readonly FileStream _lock;

    /// <summary>Opens a folder, or makes it.</summary>
    /// <exception cref="IOException">Another process has it open, or it cannot be written.</exception>
    internal OrderFolder(string folder)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnlyFolder);
        }

        _lock = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Whose a folder is; null where it is not there, or nobody's yet.</summary>
    /// <exception cref="InvalidDataException">The file that says so is damaged.</exception>
    internal static FolderOwner? OwnerOf(string folder) =>
        File.Exists(Path.Combine(folder, OwnerFile)) ? Parse(FolderOwner.Parser, Path.Combine(folder, OwnerFile)) : null;

    /// <summary>Makes the folder its owner's, where it is nobody's yet.</summary>
    /// <returns>Why not, where it is somebody else's.</returns>
    internal OrderRefused Claim(FolderOwner owner)
    {
        var present = OwnerOf(_folder) ?? OwnerByOrders(owner);
        if (present is null)
        {
            Write(OwnerFile, owner);
            return OrderRefused.No;
        }

        return present.Equals(owner) ? OrderRefused.No
            : !present.ChainId.Equals(owner.ChainId) ? new(OrderRefusal.NotTheOwner, $"{_folder} holds orders of another chain.")
            : present.Side != owner.Side ? new(
                OrderRefusal.NotTheOwner,
                present.Side == OrderSide.Bidder ? $"{_folder} holds a bidder's orders, no desk." : $"{_folder} is a guarantor's desk.")
            : new(
                OrderRefusal.NotTheOwner,
                $"{_folder} is {present.Uscc}'s; the key is {owner.Uscc}'s. Nothing was signed. Use the key of {present.Uscc}.");
    }

    /// <summary>A folder that is older than owners is whose the orders in it say, if any do.</summary>
    private FolderOwner? OwnerByOrders(FolderOwner owner)
    {
        var application = ReadOrders().SelectMany(order => order.Entries)
            .Select(entry => OrderLetters.TryRead(entry.Letter.Span, out _, out var content) ? content.Application : null)
            .FirstOrDefault(application => application is not null);
        var uscc = owner.Side == OrderSide.Bidder ? application?.Applicant?.Uscc : application?.GuarantorUscc;
        return uscc is null || uscc == owner.Uscc ? null : new FolderOwner(owner) { Uscc = uscc };
    }

    internal string PathOf(string name) => Path.Combine(_folder, name);

    internal IEnumerable<OrderFile> ReadOrders() => Directory.EnumerateFiles(_folder, "*" + Extension).Order(StringComparer.Ordinal)
        .Select(path => Parse(OrderFile.Parser, path));

    internal void Write(OrderFile order) =>
        WriteWhole(PathOf(Convert.ToHexStringLower(order.OrderId.Span) + Extension), order.ToByteArray());

    internal T? TryRead<T>(string name, MessageParser<T> parser)
        where T : class, IMessage<T> => File.Exists(PathOf(name)) ? Parse(parser, PathOf(name)) : null;

    internal void Write(string name, IMessage message) => WriteWhole(PathOf(name), message.ToByteArray());

    private static T Parse<T>(MessageParser<T> parser, string path)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(File.ReadAllBytes(path));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"{path} is damaged: restore it from a backup.", e);
        }
    }

    private static void WriteWhole(string path, byte[] bytes)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
