namespace Grpc.Core;

/// <summary>Decides whether a server's certificate is acceptable.</summary>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
