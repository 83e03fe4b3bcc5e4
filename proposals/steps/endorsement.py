"""Step 2: the endorsement of the highest authority."""

from proposals.steps.step import Field, Step, options

STEP = Step(
    slug="aval",
    title="Aval institucional",
    intro="El respaldo de la máxima autoridad: se pide, se concede o se niega, con fecha y razón.",
    fields=(
        Field(
            key="aval_estado",
            label="Estado del aval",
            kind="choice",
            options=options(
                ("por-pedir", "Por pedir"),
                ("pedido", "Pedido"),
                ("concedido", "Concedido"),
                ("negado", "Negado"),
            ),
        ),
        Field(key="aval_autoridad", label="Quién lo da"),
        Field(key="aval_cargo", label="Cargo"),
        Field(key="aval_fecha", label="Fecha del aval", kind="date"),
        Field(key="aval_razon", label="Razón o condiciones", kind="text"),
        Field(
            key="entidad_nombre", label="Entidad que postula", required=True, source="agency.name"
        ),
        Field(key="entidad_nit", label="NIT"),
        Field(
            key="entidad_naturaleza",
            label="Naturaleza jurídica",
            help="Por ejemplo: entidad pública territorial del orden municipal.",
        ),
        Field(key="entidad_direccion", label="Dirección"),
        Field(key="representante_nombre", label="Representante legal"),
        Field(key="representante_cargo", label="Cargo del representante"),
    ),
)
