namespace Ledger.Cms.KeyContainers;

/// <summary>Why a file with a private key does not open, and what to do.</summary>
/// <param name="Error">The reason, for programs.</param>
/// <param name="Words">For people; never holds a secret. It follows the file's name: <c>it is encrypted with RC4-128, …</c></param>
public sealed record KeyContainerFault(KeyContainerError Error, string Words);
