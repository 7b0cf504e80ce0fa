namespace Ledger.Seals;

/// <summary>What the seal looks like.</summary>
/// <param name="Type">The format, for example <c>PNG</c> or <c>ofd</c>; in any case of letters.</param>
/// <param name="Data">The picture in that format.</param>
/// <param name="WidthMm">Width on paper in millimetres.</param>
/// <param name="HeightMm">Height on paper in millimetres.</param>
public sealed record SealPicture(string Type, ReadOnlyMemory<byte> Data, int WidthMm, int HeightMm);
