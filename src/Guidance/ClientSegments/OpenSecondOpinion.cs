using Palveluohjaus.Guidance.Cases;

namespace Palveluohjaus.Guidance.ClientSegments;

/// <summary>A second opinion that waits to be given. Whose it is about is not told.</summary>
public sealed record OpenSecondOpinion(Guid Id, LifeStage LifeStage, DateTime AskedAtUtc);
