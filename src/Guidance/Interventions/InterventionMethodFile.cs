using System.Globalization;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.Guidance.County;

namespace Palveluohjaus.Guidance.Interventions;

/// <summary>Reads methods from a file, and says everything that is wrong with it at once.</summary>
internal static class InterventionMethodFile
{
    private const int NameMaxLength = 120;
    private const int TextMaxLength = 500;
    private const int MostAge = 120;
    private const double MostScore = 100_000;

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">What to call the file in messages.</param>
    /// <param name="errors">Gets what is wrong, each with the file and the place.</param>
    /// <returns>What could be read; of use only when nothing is wrong.</returns>
    public static IReadOnlyList<InterventionMethod> Read(Stream json, string fileName, List<string> errors)
    {
        if (CountyDataFile.Parse<FileContent>(json, fileName, "this is not what a file of intervention methods holds", errors) is not { } file)
            return [];
        if (file.Methods is { Count: > 0 } methods)
            return [.. methods.Select((given, index) => ReadMethod(given ?? new MethodInFile(), fileName, $"methods[{index}]", errors))];
        errors.Add($"{fileName}, methods: there are none.");
        return [];
    }

    private static InterventionMethod ReadMethod(MethodInFile given, string fileName, string place, List<string> errors)
    {
        var code = given.Code ?? string.Empty;
        var method = new CountyDataPlace(fileName, place, code, errors);
        method.CheckCode(code, "code", InterventionMethods.CodeMaxLength);
        if (given.Version is not (>= 1 and <= 9_999))
            method.Wrong("version", "must be 1–9999.");
        var stages = method.ReadCodes<LifeStage>(given.LifeStages, "lifeStages");
        if (stages.Count == 0)
            method.Wrong("lifeStages", $"must name at least one of {string.Join(", ", Enum.GetNames<LifeStage>())}.");
        foreach (var (age, where) in ((int?, string)[])[(given.MinAge, "minAge"), (given.MaxAge, "maxAge")])
        {
            if (age is < 0 or > MostAge)
                method.Wrong(where, $"must be 0–{MostAge}.");
        }

        if (given.MinAge > given.MaxAge)
            method.Wrong("maxAge", "is less than minAge: the method would be for nobody.");
        if (given.Sessions is not (>= 1 and <= Intervention.MostSessions))
            method.Wrong("sessions", string.Create(CultureInfo.InvariantCulture, $"must be 1–{Intervention.MostSessions}."));
        if (given.Preventive is null)
            method.Wrong("preventive", "is missing.");
        var measures = (given.Measures ?? []).Select((measure, index) => ReadMeasure(measure ?? new MeasureInFile(), $"measures[{index}]")).ToList();
        if (measures.Count == 0)
            method.Wrong("measures", "must have at least one: an effect is measured before and after.");
        foreach (var twice in measures.Where(measure => measure.Code.Length > 0).GroupBy(measure => measure.Code).Where(same => same.Count() > 1))
            method.Wrong("measures", $"{twice.Key} is there {twice.Count()} times.");

        return new InterventionMethod
        {
            Code = code,
            Version = given.Version.GetValueOrDefault(),
            Name = method.ReadText(given.Name, "name", NameMaxLength),
            Description = method.ReadText(given.Description, "description", TextMaxLength),
            LifeStages = stages,
            MinAge = given.MinAge,
            MaxAge = given.MaxAge,
            Sessions = given.Sessions.GetValueOrDefault(),
            Theme = method.ReadCode<NeedReason>(given.Theme, "theme"),
            IsPreventive = given.Preventive ?? false,
            Provider = method.ReadText(given.Provider, "provider", TextMaxLength),
            Source = method.ReadText(given.Source, "source", TextMaxLength),
            ToBeConfirmed = method.ReadTexts(given.ToBeConfirmed, "toBeConfirmed", TextMaxLength),
            Measures = measures,
            IsInUse = given.InUse ?? true,
        };

        InterventionMeasure ReadMeasure(MeasureInFile measure, string at)
        {
            var measureCode = measure.Code ?? string.Empty;
            method.CheckCode(measureCode, $"{at}.code", InterventionMethods.CodeMaxLength);
            var (minimum, maximum, step) = (ReadNumber(measure.Minimum, $"{at}.minimum"), ReadNumber(measure.Maximum, $"{at}.maximum"), ReadNumber(measure.Step, $"{at}.step"));
            var scale = new MeasureScale { Minimum = minimum, Maximum = maximum, Step = step, Better = method.ReadCode<BetterScore>(measure.Better, $"{at}.better"), SmallestChange = measure.SmallestChange };
            if (measure is { Minimum: not null, Maximum: not null } && minimum >= maximum)
                method.Wrong($"{at}.maximum", "must be more than minimum.");
            else if (measure.Step is not null && (step <= 0 || Math.Abs((step * 100) - Math.Round(step * 100)) > 1e-9 || !scale.HasStep(maximum)))
                method.Wrong($"{at}.step", "must be more than 0, have at most two decimals and lead from minimum to maximum in whole steps.");
            if (measure.SmallestChange is { } smallest && (smallest <= 0 || smallest > maximum - minimum))
                method.Wrong($"{at}.smallestChange", "must be more than 0 and no more than the scale is long; leave it out where no source gives one.");
            return new InterventionMeasure
            {
                Code = measureCode,
                Name = method.ReadText(measure.Name, $"{at}.name", NameMaxLength),
                Scale = scale,
                Source = method.ReadText(measure.Source, $"{at}.source", TextMaxLength),
                ToBeConfirmed = measure.ToBeConfirmed is { } text ? method.ReadText(text, $"{at}.toBeConfirmed", TextMaxLength) : null,
            };
        }

        double ReadNumber(double? number, string where)
        {
            if (number is not (>= -MostScore and <= MostScore))
                method.Wrong(where, number is null ? "is missing." : string.Create(CultureInfo.InvariantCulture, $"must be between -{MostScore} and {MostScore}."));
            return number.GetValueOrDefault();
        }
    }

    private sealed record FileContent
    {
        public IReadOnlyList<MethodInFile?>? Methods { get; init; }
    }

    private sealed record MethodInFile
    {
        public string? Code { get; init; }
        public int? Version { get; init; }
        public TextInFile? Name { get; init; }
        public TextInFile? Description { get; init; }
        public IReadOnlyList<string?>? LifeStages { get; init; }
        public int? MinAge { get; init; }
        public int? MaxAge { get; init; }
        public int? Sessions { get; init; }
        public string? Theme { get; init; }
        public bool? Preventive { get; init; }
        public TextInFile? Provider { get; init; }
        public TextInFile? Source { get; init; }
        public IReadOnlyList<TextInFile?>? ToBeConfirmed { get; init; }
        public IReadOnlyList<MeasureInFile?>? Measures { get; init; }
        public bool? InUse { get; init; }
    }

    private sealed record MeasureInFile
    {
        public string? Code { get; init; }
        public TextInFile? Name { get; init; }
        public double? Minimum { get; init; }
        public double? Maximum { get; init; }
        public double? Step { get; init; }
        public string? Better { get; init; }
        public double? SmallestChange { get; init; }
        public TextInFile? Source { get; init; }
        public TextInFile? ToBeConfirmed { get; init; }
    }
}
