using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts;

/// <summary>Executes one call: <see cref="ContractDispatcher.Execute"/>, or what a test puts around it.</summary>
public delegate Refused CallHandler(Call call, CallContext context);
