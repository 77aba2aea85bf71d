namespace Palveluohjaus.Guidance.Imports;

/// <summary>How far an import is. A file is read twice: once to check it, so that nothing of a bad file is stored, and once to store it.</summary>
public sealed record ImportProgress(ImportPhase Phase, int RowsRead, long BytesRead, long BytesTotal);

public enum ImportPhase
{
    Checking,
    Storing,
}
